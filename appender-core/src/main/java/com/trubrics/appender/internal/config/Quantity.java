package com.trubrics.appender.internal.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number and its unit, such as {@code 1.5 MB}.
 *
 * @param unit the unit in lower case; empty if there is none
 */
record Quantity(BigDecimal number, String unit) {

    /** Further digits have no effect: the number exceeds every bound, or they are less than a nanosecond. */
    private static final int MAX_DIGITS = 40;

    private static final Pattern SYNTAX = Pattern.compile(
            "(?<sign>[+-]?)(?=\\.?[0-9])0*(?<whole>[0-9]*)" + "(?:\\.(?<fraction>[0-9]+))?\\s*(?<unit>[a-zA-Z]*)");

    /** Returns null if the text is not a quantity. */
    static @Nullable Quantity parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String fraction = matcher.group("fraction");
        String number = matcher.group("sign") + "0" + firstDigits(matcher.group("whole")) + "."
                + (fraction == null ? "0" : firstDigits(fraction));
        return new Quantity(new BigDecimal(number), matcher.group("unit").toLowerCase(Locale.ROOT));
    }

    private static String firstDigits(String digits) {
        return digits.substring(0, Math.min(MAX_DIGITS, digits.length()));
    }

    /** Converts the number to a smaller unit, without a fraction, limited to the range of {@code long}. */
    long times(long factor) {
        BigDecimal product = number.multiply(BigDecimal.valueOf(factor));
        return product.max(BigDecimal.valueOf(Long.MIN_VALUE))
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    boolean hasUnit() {
        return !unit.isEmpty();
    }
}
