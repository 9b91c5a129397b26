package com.trubrics.appender.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reads latencies: seconds as a number or numeric text, {@link Duration}, ISO-8601 duration. Refuses what is negative,
 * not finite, or longer than {@link Long#MAX_VALUE} nanoseconds (292 years).
 */
final class Latencies {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final double NANOS_PER_SECOND = 1e9;

    /** Longer texts are no latency, and costly to take for one. */
    private static final int MAX_CHARS = 100;

    private Latencies() {}

    /** The latency, or null if it cannot be used. */
    static @Nullable Duration from(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return within(duration);
        }
        if (value instanceof Number seconds) {
            return ofSeconds(seconds.doubleValue());
        }
        return value instanceof String text && text.length() <= MAX_CHARS ? parse(text.strip()) : null;
    }

    private static @Nullable Duration parse(String text) {
        try {
            return isIso(text) ? within(Duration.parse(text)) : ofSeconds(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException | DateTimeException neither) {
            return null;
        }
    }

    private static boolean isIso(String text) {
        return text.indexOf('P') >= 0 || text.indexOf('p') >= 0;
    }

    private static @Nullable Duration ofSeconds(double seconds) {
        double nanos = seconds * NANOS_PER_SECOND;
        return nanos >= 0 && nanos < Long.MAX_VALUE ? Duration.ofNanos(Math.round(nanos)) : null;
    }

    private static @Nullable Duration within(Duration duration) {
        return duration.isNegative() || duration.compareTo(LONGEST) > 0 ? null : duration;
    }
}
