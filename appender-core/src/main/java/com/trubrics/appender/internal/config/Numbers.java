package com.trubrics.appender.internal.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses whole numbers. */
final class Numbers {
    private static final Pattern SYNTAX = Pattern.compile("(?<sign>[+-]?)0*(?<digits>[0-9]+)");

    private static final Pattern SHARE = Pattern.compile("0*\\.[0-9]+|0+\\.?|0*1(\\.0*)?");

    /** A number with this many digits exceeds an int, but fits into a long. */
    private static final int TOO_MANY_DIGITS = 12;

    private Numbers() {}

    /** Parses a number of any sign and length. A number beyond the range of an int becomes the end of that range. */
    static int parse(String text) throws BadValue {
        Matcher number = SYNTAX.matcher(text);
        if (!number.matches()) {
            throw new BadValue("must be a whole number");
        }
        String digits = number.group("digits");
        String few = digits.substring(0, Math.min(TOO_MANY_DIGITS, digits.length()));
        long value = Long.parseLong(number.group("sign") + few);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** Parses a number from 0 to 1. */
    static double share(String text) throws BadValue {
        if (!SHARE.matcher(text).matches()) {
            throw new BadValue("must be a number from 0 to 1, such as 0.1");
        }
        return Double.parseDouble(text);
    }

    /** Parses a number of at least one. */
    static int positive(String text) throws BadValue {
        int number = parse(text);
        if (number < 1) {
            throw new BadValue("must be at least 1");
        }
        return number;
    }
}
