package com.trubrics.sandbox.discover;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that a rule can read from the lines of a kind.
 *
 * @param path as a rule writes it
 * @param name what to call it
 * @param values what was read from each sample, in their order; null where it is absent
 */
record Candidate(String path, String name, Origin origin, List<@Nullable Object> values) {

    /** Where the value comes from. */
    enum Origin {
        /** A varying part of the message. */
        HOLE,
        /** A part of such a value: a property of an object, or a member of JSON. */
        PART,
        /** A word of the message, the same in all lines so far. */
        WORD,
        /** The MDC. */
        MDC,
        /** A field of the call itself. */
        FIELD
    }

    /** Returns the first value, or null. */
    @Nullable
    Object first() {
        return values.stream().filter(value -> value != null).findFirst().orElse(null);
    }

    /** Returns the first value as text; empty if there is none. */
    String text() {
        Object first = first();
        return first == null ? "" : first.toString();
    }

    /** Returns whether it has parts that can be read, as objects, lists and JSON have. */
    boolean isContainer() {
        Object first = first();
        return first instanceof Map<?, ?>
                || first instanceof List<?>
                || first instanceof RecordedObject
                || Parts.isText(first);
    }

    /** Returns whether all values are strings that represent numbers. */
    boolean isNumberAsText() {
        List<@Nullable Object> present =
                values.stream().filter(value -> value != null).toList();
        return !present.isEmpty()
                && present.stream()
                        .allMatch(value ->
                                value instanceof String text && text.matches("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?"));
    }

    Candidate named(String other) {
        return new Candidate(path, other, origin, values);
    }
}
