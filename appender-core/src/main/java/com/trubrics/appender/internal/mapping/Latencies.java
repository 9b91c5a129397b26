package com.trubrics.appender.internal.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads latencies: a {@link Duration}, an ISO-8601 duration, a number or numeric text. Refuses values that are
 * negative, not finite, or longer than {@link Long#MAX_VALUE} nanoseconds (292 years).
 */
final class Latencies {

    /** The unit of a bare number. */
    enum Unit {
        SECONDS(1e9),
        MILLIS(1e6);

        private final double nanos;

        Unit(double nanos) {
            this.nanos = nanos;
        }
    }

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** Hardly any model takes longer to answer; a larger number is probably in milliseconds. */
    private static final Duration DOUBTFUL = Duration.ofMinutes(10);

    /** Longer texts are not latencies, and would be costly to parse. */
    static final int MAX_CHARS = 100;

    private Latencies() {}

    /** Returns the latency, or null if the value cannot be used. */
    static @Nullable Duration from(@Nullable Object value, Unit unit) {
        if (value instanceof Duration duration) {
            return within(duration);
        }
        if (value instanceof Float single) {
            return of(Double.parseDouble(single.toString()), unit); // 0.1f means 0.1, not 0.100000001
        }
        if (value instanceof Number number) {
            return of(number.doubleValue(), unit);
        }
        return value instanceof String text && text.length() <= MAX_CHARS ? parse(text.strip(), unit) : null;
    }

    /** Returns whether a latency that was read as a number of seconds was probably meant in milliseconds. */
    static boolean looksLikeMillis(@Nullable Object value, Duration latency) {
        return latency.compareTo(DOUBTFUL) > 0
                && (value instanceof Number || (value instanceof String text && !isIso(text)));
    }

    private static @Nullable Duration parse(String text, Unit unit) {
        try {
            return isIso(text) ? within(Duration.parse(text)) : of(new BigDecimal(text).doubleValue(), unit);
        } catch (NumberFormatException | DateTimeException neither) {
            return null;
        }
    }

    private static boolean isIso(String text) {
        return text.indexOf('P') >= 0 || text.indexOf('p') >= 0;
    }

    private static @Nullable Duration of(double number, Unit unit) {
        double nanos = number * unit.nanos;
        return nanos >= 0 && nanos < Long.MAX_VALUE ? Duration.ofNanos(Math.round(nanos)) : null;
    }

    private static @Nullable Duration within(Duration duration) {
        return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? null : duration;
    }
}
