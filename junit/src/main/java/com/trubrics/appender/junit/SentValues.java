package com.trubrics.appender.junit;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a value that a test expects with one that was copied from a log call. */
final class SentValues {
    private SentValues() {}

    static boolean equal(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof Number one && actual instanceof Number other) {
            return equalNumbers(one, other);
        }
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            return one.size() == other.size()
                    && one.entrySet().stream()
                            .allMatch(entry -> other.containsKey(String.valueOf(entry.getKey()))
                                    && equal(entry.getValue(), other.get(String.valueOf(entry.getKey()))));
        }
        if (expected instanceof Collection<?> one && actual instanceof Collection<?> other) {
            return equalInOrder(one, other);
        }
        if (expected instanceof Number || expected instanceof Boolean || expected instanceof CharSequence) {
            return expected.equals(actual);
        }
        return expected.equals(actual) || expected.toString().equals(actual);
    }

    private static boolean equalInOrder(Collection<?> expected, Collection<?> actual) {
        Iterator<?> others = actual.iterator();
        return expected.size() == actual.size() && expected.stream().allMatch(each -> equal(each, others.next()));
    }

    private static boolean equalNumbers(Number one, Number other) {
        try {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        } catch (NumberFormatException notFinite) {
            return one.equals(other);
        }
    }
}
