package com.trubrics.appender.internal.mapping;

import java.math.BigDecimal;

/** Turns values into user IDs. */
final class UserIds {

    /** Longer numbers keep their exponent. */
    private static final int MAX_DIGITS = 100;

    /** The length of a hash code in hexadecimal. */
    private static final int HASH_DIGITS = 8;

    /** Hash codes with more leading zeros are rare. Shorter ones in texts may be the domain of an address. */
    private static final int USUAL_HASH_DIGITS = 6;

    /** The minimum behind a package of several parts, which cannot be the name of a person. */
    private static final int SHORT_HASH_DIGITS = 4;

    private UserIds() {}

    /**
     * Returns the ID for a value and its text. A whole number has no fraction, whatever its type: 42.0 is {@code 42}.
     */
    static String of(Object value, String text) {
        boolean maybeWhole = !(value instanceof CharSequence) // a number, in whatever wrapping
                && (text.indexOf('.') >= 0 || text.indexOf('E') >= 0)
                && text.length() <= MAX_DIGITS;
        return maybeWhole ? withoutFraction(text) : text;
    }

    private static String withoutFraction(String text) {
        try {
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            boolean whole = number.scale() <= 0 && (long) number.precision() - number.scale() <= MAX_DIGITS;
            return whole ? number.toPlainString() : text;
        } catch (NumberFormatException notANumber) {
            return text; // an application's own Number
        }
    }

    /**
     * Whether a text comes from {@link Object#toString}, such as {@code com.acme.User@1b6d3586}: it differs for each
     * object, and in each process. Some libraries write fields in brackets behind it.
     */
    static boolean isDefaultText(Object value, String text) {
        int at = text.indexOf('@');
        int end = at <= 0 ? at : endOfHash(text, at + 1);
        if (end <= at + 1 || (end < text.length() && text.charAt(end) != '[')) {
            return false;
        }
        return value instanceof String
                ? end - at > leastDigits(text, at) && isClassName(text, at)
                : text.startsWith(value.getClass().getName() + "@");
    }

    private static int leastDigits(String text, int at) {
        int dot = text.indexOf('.');
        boolean deepPackage = dot > 0 && dot != text.lastIndexOf('.', at) && Character.isLowerCase(text.charAt(0));
        return deepPackage ? SHORT_HASH_DIGITS : USUAL_HASH_DIGITS;
    }

    private static int endOfHash(String text, int from) {
        int end = from;
        while (end < Math.min(text.length(), from + HASH_DIGITS) && "0123456789abcdef".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    /** Requires a package, and a class in upper case, so that e-mail addresses do not match. */
    private static boolean isClassName(String text, int end) {
        int dot = text.lastIndexOf('.', end - 1);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && ".[;/".indexOf(c) < 0) {
                return false;
            }
        }
        return text.charAt(0) == '[' || (dot > 0 && Character.isUpperCase(text.charAt(dot + 1)));
    }
}
