package com.trubrics.appender.internal.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Parses durations: {@code 500 ms}, {@code 10 s}, {@code 2 min}, {@code 1 h}, ISO-8601 {@code PT10S}. A bare number
 * is seconds, as in the official SDKs.
 */
final class Durations {
    /** OkHttp counts the milliseconds of a timeout in an int, which holds 24 days. */
    static final Duration MAX = Duration.ofDays(24);

    /** OkHttp refuses a timeout that rounds to zero milliseconds. */
    static final Duration MIN = Duration.ofMillis(1);

    /** A larger number of seconds was probably meant in milliseconds. */
    private static final BigDecimal SUSPICIOUS_SECONDS = BigDecimal.valueOf(3600);

    private static final Pattern ISO = Pattern.compile("[+-]?[pP].*");

    private Durations() {}

    /** Parses any duration up to {@link #MAX}, including negative ones. */
    static Duration parse(String text) throws BadValue {
        Duration duration = ISO.matcher(text).matches() ? iso(text) : simple(text);
        if (duration.compareTo(MAX) > 0) {
            throw new BadValue("must be at most " + MAX.toDays() + " days (a bare number is seconds)");
        }
        return duration;
    }

    /** Parses a duration of at least {@link #MIN}. */
    static Duration positive(String text) throws BadValue {
        Duration duration = parse(text);
        if (duration.compareTo(MIN) < 0) {
            throw new BadValue("must be at least 1 ms");
        }
        return duration;
    }

    /** Parses a duration of at least {@link #MIN}, or zero. */
    static Duration zeroOrPositive(String text) throws BadValue {
        Duration duration = parse(text);
        if (!duration.isZero() && duration.compareTo(MIN) < 0) {
            throw new BadValue("must be 0 or at least 1 ms");
        }
        return duration;
    }

    /** Returns whether this is a number without a unit that was probably meant in milliseconds. */
    static boolean looksLikeMillis(String text) {
        Quantity quantity = Quantity.parse(text);
        return quantity != null && !quantity.hasUnit() && quantity.number().compareTo(SUSPICIOUS_SECONDS) > 0;
    }

    /** Returns the warning about such a number. */
    static String meantInMillis(String text) {
        return "a bare number is seconds; for milliseconds, write '" + text + " ms'";
    }

    /** Formats a duration: {@code 10 s}, {@code 500 ms}. */
    static String show(Duration duration) {
        boolean wholeSeconds = duration.toMillis() % 1000 == 0;
        return wholeSeconds ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static Duration iso(String text) throws BadValue {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw notADuration();
        }
    }

    private static Duration simple(String text) throws BadValue {
        Quantity quantity = Quantity.parse(text);
        if (quantity == null) {
            throw notADuration();
        }
        return Duration.ofNanos(
                quantity.times(unit(quantity.unit()).getDuration().toNanos()));
    }

    private static ChronoUnit unit(String name) throws BadValue {
        return switch (name) {
            case "ms", "milli", "millis", "millisecond", "milliseconds" -> ChronoUnit.MILLIS;
            case "", "s", "sec", "secs", "second", "seconds" -> ChronoUnit.SECONDS;
            case "m", "min", "mins", "minute", "minutes" -> ChronoUnit.MINUTES;
            case "h", "hour", "hours" -> ChronoUnit.HOURS;
            case "d", "day", "days" -> ChronoUnit.DAYS;
            default -> throw notADuration();
        };
    }

    private static BadValue notADuration() {
        return new BadValue("must be a duration such as '500 ms', '10 s' or '2 min'");
    }
}
