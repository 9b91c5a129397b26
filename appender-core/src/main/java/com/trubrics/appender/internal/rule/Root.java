package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a path in a rule begins with. */
sealed interface Root {

    /** A name of the rule's message, by its position. */
    record Name(int position) implements Root {}

    /** A parameter of the call, from 0: {@code arg0}. */
    record Parameter(int position) implements Root {}

    /** An entry of the MDC, whose key is everything behind {@code mdc.}, dots included. */
    record ContextEntry(String key) implements Root {}

    /**
     * A field of the call itself: the key is everything behind {@code kv.} or, if the call has no such field, its first
     * step.
     *
     * @param inner the same as a path into the field of its root; null if the key has no further steps
     */
    record CallField(String key, @Nullable Path inner) implements Root {}

    /** What every line has. */
    enum Known implements Root {
        MESSAGE,
        TEMPLATE,
        LOGGER,
        LEVEL,
        THREAD,
        EXCEPTION,
        EXCEPTION_MESSAGE,
        ELAPSED;

        /** Returns the root of that name, or null. */
        static @Nullable Known named(String name) {
            for (Known known : values()) {
                if (known.toString().equals(name)) {
                    return known;
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
