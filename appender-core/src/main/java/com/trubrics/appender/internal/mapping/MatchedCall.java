package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A log call to which a rule has been applied. The values that the rule has read replace the call's own fields.
 *
 * @param call the framework's log event
 * @param own what {@link Fields#on} has found on the call itself
 * @param fields what the rule has read, by name; all values are present
 */
record MatchedCall<E>(E call, long own, Map<String, Object> fields) {

    /**
     * Reads matched calls.
     *
     * @param calls reads the framework's log events
     */
    record Reader<E>(LogCallReader<E> calls) implements LogCallReader<MatchedCall<E>> {

        @Override
        public boolean hasFields(MatchedCall<E> matched) {
            return !matched.fields.isEmpty();
        }

        @Override
        public long ownFields(MatchedCall<E> matched, ToLongFunction<? super @Nullable String> bits) {
            long found = 0;
            for (String name : matched.fields.keySet()) {
                found |= bits.applyAsLong(name);
            }
            return found;
        }

        @Override
        public boolean runsApplicationCode(MatchedCall<E> matched) {
            return true;
        }

        @Override
        public boolean hasField(MatchedCall<E> matched, String name) {
            return matched.fields.containsKey(name);
        }

        @Override
        public @Nullable Object field(MatchedCall<E> matched, String name) {
            return matched.fields.get(name);
        }

        @Override
        public void forEachField(MatchedCall<E> matched, BiConsumer<? super String, @Nullable Object> action) {
            matched.fields.forEach(action);
        }

        @Override
        public @Nullable Object contextValue(MatchedCall<E> matched, String name) {
            return calls.contextValue(matched.call, name);
        }

        @Override
        public void forEachContextValue(MatchedCall<E> matched, BiConsumer<? super String, @Nullable Object> action) {
            calls.forEachContextValue(matched.call, action);
        }

        @Override
        public long contextFields(MatchedCall<E> matched, ToLongFunction<? super @Nullable String> bits) {
            return calls.contextFields(matched.call, bits);
        }

        @Override
        public Instant instant(MatchedCall<E> matched) {
            return calls.instant(matched.call);
        }

        @Override
        public @Nullable String messagePattern(MatchedCall<E> matched) {
            return calls.messagePattern(matched.call);
        }

        @Override
        public boolean hasParameters(MatchedCall<E> matched) {
            return calls.hasParameters(matched.call);
        }

        @Override
        public @Nullable Object @Nullable [] parameters(MatchedCall<E> matched) {
            return calls.parameters(matched.call);
        }

        @Override
        public @Nullable String formattedMessage(MatchedCall<E> matched) {
            return calls.formattedMessage(matched.call);
        }

        @Override
        public boolean hasMarker(MatchedCall<E> matched, String name) {
            return calls.hasMarker(matched.call, name);
        }

        @Override
        public @Nullable String exceptionClass(MatchedCall<E> matched) {
            return calls.exceptionClass(matched.call);
        }

        @Override
        public @Nullable String exceptionMessage(MatchedCall<E> matched) {
            return calls.exceptionMessage(matched.call);
        }

        @Override
        public boolean mayBeThrown(MatchedCall<E> matched, Throwable argument) {
            return calls.mayBeThrown(matched.call, argument);
        }

        @Override
        public String loggerName(MatchedCall<E> matched) {
            return calls.loggerName(matched.call);
        }

        @Override
        public String threadName(MatchedCall<E> matched) {
            return calls.threadName(matched.call);
        }

        @Override
        public String levelName(MatchedCall<E> matched) {
            return calls.levelName(matched.call);
        }
    }
}
