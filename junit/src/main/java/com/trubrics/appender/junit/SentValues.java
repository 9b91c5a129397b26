package com.trubrics.appender.junit;

import com.trubrics.appender.UserEvent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a value that a test expects with one that was copied from a log call. */
final class SentValues {
    private static final String NAME = "value";

    private SentValues() {}

    static boolean equal(@Nullable Object expected, @Nullable Object actual) {
        return equalAsSent(sent(expected), sent(actual));
    }

    /** Returns the copy that an event would have, of the types in JSON: an array is a list, a date its text. */
    static @Nullable Object sent(@Nullable Object value) {
        return UserEvent.builder("user", "event")
                .property(NAME, value)
                .build()
                .properties()
                .get(NAME);
    }

    private static boolean equalAsSent(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Number one && actual instanceof Number other) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.entrySet().stream()
                            .allMatch(entry -> equalAsSent(entry.getValue(), other.get(entry.getKey())));
        }
        if (expected instanceof Collection<?> one && actual instanceof Collection<?> other) {
            return equalInOrder(one, other);
        }
        return Objects.equals(expected, actual);
    }

    private static boolean equalInOrder(Collection<?> expected, Collection<?> actual) {
        Iterator<?> others = actual.iterator();
        return expected.size() == actual.size() && expected.stream().allMatch(each -> equalAsSent(each, others.next()));
    }
}
