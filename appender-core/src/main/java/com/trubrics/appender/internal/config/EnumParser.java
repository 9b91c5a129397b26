package com.trubrics.appender.internal.config;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Parses words from a short list, ignoring case. */
final class EnumParser {
    private EnumParser() {}

    /** Accepts only {@code true} and {@code false}: {@code treu} must not silently mean {@code false}. */
    static boolean flag(String text) throws BadValue {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new BadValue("must be true or false");
    }

    /** Returns the constant whose {@code toString} is the text. */
    static <E extends Enum<E>> E of(Class<E> type, String text) throws BadValue {
        for (E constant : type.getEnumConstants()) {
            if (constant.toString().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String words = Arrays.stream(type.getEnumConstants()).map(E::toString).collect(Collectors.joining(", "));
        int last = words.lastIndexOf(", ");
        throw new BadValue("must be " + words.substring(0, last) + " or " + words.substring(last + 2));
    }
}
