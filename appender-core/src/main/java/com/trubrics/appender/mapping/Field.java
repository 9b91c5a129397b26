package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings.Keys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of an event that a log call can carry. */
enum Field {
    USER_ID(Shape.NAME, null),
    EVENT(Shape.NAME, null),
    PROPERTIES(Shape.ANY, null),
    TIMESTAMP(Shape.ANY, null),
    TEXT(Shape.ANY, Kind.USER_EVENT),
    PROMPT(Shape.ANY, Kind.LLM_EVENT),
    GENERATION(Shape.ANY, Kind.LLM_EVENT),
    ASSISTANT_ID(Shape.NAME, null),
    LATENCY(Shape.ANY, Kind.LLM_EVENT),
    THREAD_ID(Shape.NAME, null),
    PROMPT_EVENT_NAME(Shape.NAME, Kind.LLM_EVENT),
    GENERATION_EVENT_NAME(Shape.NAME, Kind.LLM_EVENT);

    private enum Shape {
        /** Scalars only. */
        NAME,
        /** Containers as well: what they mean is up to the field. */
        ANY
    }

    private final Shape shape;
    private final @Nullable Kind onlyKind;

    /** A null kind: both have it. */
    Field(Shape shape, @Nullable Kind onlyKind) {
        this.shape = shape;
        this.onlyKind = onlyKind;
    }

    /** Whether a value says anything here: where a name is wanted, a map, a collection or an array does not. */
    boolean takes(Object value) {
        return shape == Shape.ANY || !isContainer(value);
    }

    static boolean isContainer(Object value) {
        return !(value instanceof String) // as nearly all values are
                && (value instanceof Map<?, ?>
                        || value instanceof Collection<?>
                        || value.getClass().isArray());
    }

    /** Whether events of that kind have this field, so that its names never become properties of theirs. */
    boolean belongsTo(Kind kind) {
        return onlyKind == null || onlyKind == kind;
    }

    /** The names under which this field is read, first present wins; the last two are not configurable. */
    List<String> names(Keys keys) {
        return switch (this) {
            case USER_ID -> keys.userId();
            case EVENT -> keys.event();
            case PROPERTIES -> keys.properties();
            case TIMESTAMP -> keys.timestamp();
            case TEXT -> keys.text();
            case PROMPT -> keys.prompt();
            case GENERATION -> keys.generation();
            case ASSISTANT_ID -> keys.assistantId();
            case LATENCY -> keys.latency();
            case THREAD_ID -> keys.threadId();
            case PROMPT_EVENT_NAME -> List.of("prompt_event_name");
            case GENERATION_EVENT_NAME -> List.of("generation_event_name");
        };
    }
}
