package com.trubrics.appender.config;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number and its unit, {@code 1.5 MB}.
 *
 * @param unit in lower case; empty if there is none
 */
record Quantity(BigDecimal number, String unit) {

    /** Longer than any sensible number: nobody's typing mistake shall cost the time of a million digits. */
    private static final int MAX_LENGTH = 40;

    private static final Pattern SYNTAX = Pattern.compile("([+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+))\\s*([a-zA-Z]*)");

    /** Null if the text is none. */
    static @Nullable Quantity parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return null;
        }
        return new Quantity(new BigDecimal(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT));
    }

    /** The number in a smaller unit, without a fraction, and at the ends of {@code long} where it does not fit. */
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
