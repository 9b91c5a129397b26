package com.trubrics.appender.internal.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Measures of a frozen value, without encoding it: as JSON, and in the heap, where a small value takes many times as
 * much. Heap sizes are those of a 64-bit JVM with compressed references.
 */
final class Frozen {

    /** How many containers may lie inside one another in one value. */
    static final int MAX_DEPTH = 32;

    /** Stands for a container that lies deeper. */
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

    /** A container's brackets and the commas between its elements. */
    static long punctuation(int elements) {
        return BRACKETS + Math.max(0L, elements - 1L);
    }

    /** A lower bound of its JSON in bytes: a character is at least one byte. */
    static int bytes(@Nullable Object frozen) {
        if (frozen instanceof String text) {
            return text.length() + QUOTES;
        }
        if (frozen instanceof FrozenContainer container) {
            return container.estimatedBytes();
        }
        return frozen instanceof Number number ? digits(number) : WORD;
    }

    private static int digits(Number number) {
        if (number instanceof BigInteger integer) {
            return digits(integer);
        }
        return number instanceof BigDecimal decimal ? digits(decimal.unscaledValue()) : 1;
    }

    /** Three digits take ten bits, or a little less. */
    private static int digits(BigInteger integer) {
        return Math.max(1, integer.bitLength() / 10 * 3);
    }

    /**
     * What a value takes in the heap, in bytes, as if nobody else held it; one byte for a character. Containers know
     * theirs.
     */
    static long heapBytes(@Nullable Object frozen) {
        if (frozen instanceof String text) {
            return STRING_OBJECTS + (long) text.length();
        }
        if (frozen instanceof FrozenContainer container) {
            return container.heapBytes();
        }
        return frozen instanceof Number number ? heapBytes(number) : 0; // the others are constants
    }

    private static long heapBytes(Number number) {
        if (number instanceof BigInteger integer) {
            return BIG_INTEGER_OBJECTS + integer.bitLength() / 8L;
        }
        return number instanceof BigDecimal decimal
                ? BIG_DECIMAL_OBJECTS + decimal.unscaledValue().bitLength() / 8L
                : NUMBER_OBJECT;
    }

    /** Containers inside one another: 0 for a scalar. */
    static int height(@Nullable Object frozen) {
        return frozen instanceof FrozenContainer container ? container.height() : 0;
    }
}
