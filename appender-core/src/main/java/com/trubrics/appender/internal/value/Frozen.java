package com.trubrics.appender.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of a frozen value, without encoding it: as JSON, and in the heap, where a small value takes many times as much. Heap
 * sizes are those of a 64-bit JVM with compressed references.
 */
final class Frozen {

    /** The maximum number of nested containers in one value. */
    static final int MAX_DEPTH = 32;

    /** Replaces a container that is nested deeper. */
    static final String TOO_DEEP = "<nested too deep>";

    /** A container's opening and closing bracket. */
    static final int BRACKETS = 2;

    /** Two quotes and a colon. */
    static final int KEY_PUNCTUATION = 3;

    /** A {@link String} and its array, without the characters. */
    static final int STRING_OBJECTS = 48;

    /** One reference to a key or a value. */
    static final int REFERENCE = 4;

    /** An array without its elements. */
    static final int ARRAY = 16;

    private static final int NUMBER_OBJECT = 24;
    private static final int BIG_INTEGER_OBJECTS = 64;
    private static final int BIG_DECIMAL_OBJECTS = 104;

    private static final int QUOTES = 2;
    private static final int WORD = 4;

    private Frozen() {}

    static boolean isContainer(@Nullable Object frozen) {
        return frozen instanceof FrozenContainer;
    }

    /** Returns the size of a container's brackets and commas. */
    static long punctuation(int elements) {
        return BRACKETS + Math.max(0L, elements - 1L);
    }

    /** Returns a lower bound of its JSON in bytes. A character is at least one byte. */
    static int bytes(@Nullable Object frozen) {
        if (frozen instanceof String text) {
            return text.length() + QUOTES;
        }
        if (frozen instanceof FrozenContainer container) {
            return container.estimatedBytes();
        }
        if (frozen instanceof BigInteger integer) {
            return digits(integer);
        }
        if (frozen instanceof BigDecimal decimal) {
            return digits(decimal.unscaledValue());
        }
        return frozen instanceof Number ? 1 : WORD;
    }

    /** Three digits take ten bits, or a little less. */
    private static int digits(BigInteger integer) {
        return Math.max(1, integer.bitLength() / 10 * 3);
    }

    /**
     * Returns the size of a value in the heap, in bytes, as if it were not shared, with one byte for a character. Containers
     * store their size.
     */
    static long heapBytes(@Nullable Object frozen) {
        if (frozen instanceof String text) {
            return STRING_OBJECTS + (long) text.length();
        }
        if (frozen instanceof FrozenContainer container) {
            return container.heapBytes();
        }
        if (frozen instanceof BigInteger integer) {
            return BIG_INTEGER_OBJECTS + integer.bitLength() / 8L;
        }
        if (frozen instanceof BigDecimal decimal) {
            return BIG_DECIMAL_OBJECTS + decimal.unscaledValue().bitLength() / 8L;
        }
        return frozen instanceof Number ? NUMBER_OBJECT : 0; // other values are constants
    }

    /** Returns the number of nested containers; 0 for a scalar. */
    static int height(@Nullable Object frozen) {
        return frozen instanceof FrozenContainer container ? container.height() : 0;
    }
}
