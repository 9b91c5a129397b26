package com.trubrics.appender.config;

import java.util.regex.Pattern;

/** Whole numbers as text. */
final class Numbers {
    private static final Pattern SYNTAX = Pattern.compile("[+-]?[0-9]{1,18}");

    private Numbers() {}

    /** A number of any sign; beyond the range of an int it is the end of that range. */
    static int parse(String text) throws BadValue {
        if (!SYNTAX.matcher(text).matches()) {
            throw new BadValue("not a whole number");
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, Long.parseLong(text)));
    }

    /** A number of at least one. */
    static int positive(String text) throws BadValue {
        int number = parse(text);
        if (number < 1) {
            throw new BadValue("at least 1 is needed");
        }
        return number;
    }
}
