package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmExchange;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Searches the observations around another one. */
final class Ancestors {

    /** Far more than any real nesting; a chain of parents could be circular. */
    private static final int MAX_DEPTH = 1_000;

    private Ancestors() {}

    /** Returns the exchange of the nearest client, or of the nearest model that is used without one. */
    static @Nullable LlmExchange exchange(Observation.ContextView context) {
        return nearest(context, around -> around.get(LlmExchange.class));
    }

    /** Returns the user that the nearest observation names. */
    static @Nullable String user(Observation.ContextView context) {
        return nearest(
                context,
                around -> around.<Object>get(TrubricsObservationHandler.USER_KEY) instanceof String user ? user : null);
    }

    private static <T> @Nullable T nearest(
            Observation.ContextView context, Function<Observation.ContextView, @Nullable T> sought) {
        ObservationView parent = context.getParentObservation();
        for (int depth = 0; parent != null && depth < MAX_DEPTH; depth++) {
            T found = sought.apply(parent.getContextView());
            if (found != null) {
                return found;
            }
            parent = parent.getContextView().getParentObservation();
        }
        return null;
    }
}
