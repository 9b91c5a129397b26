package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/** The checks and sums that both kinds of event share. */
final class Texts {
    /** A {@link String} and its array, without the characters, on a 64-bit JVM. */
    private static final int STRING_OBJECTS = 48;

    private Texts() {}

    static String requireText(String text, String name) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, but is " + (text == null ? "null" : "''"));
        }
        return text;
    }

    /** What a text takes in the heap, in bytes, with one byte for a character. */
    static long heapBytes(@Nullable String text) {
        return text == null ? 0 : STRING_OBJECTS + (long) text.length();
    }

    /** A size, or the largest int. */
    static int clamped(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }
}
