package com.trubrics.appender.internal.retry;

import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. */
@FunctionalInterface
interface Wait {

    /** Nanoseconds to wait after a failure that {@code earlier} others preceded. */
    long after(int earlier);

    /** Tries again at once. */
    static Wait none() {
        return earlier -> 0;
    }

    /**
     * Exponential backoff with full jitter: anything between nothing and a bound that doubles (AWS Architecture Blog,
     * "Exponential Backoff And Jitter").
     */
    static Wait backoff(Backoff bounds, RandomGenerator random) {
        return earlier -> random.nextLong(doubled(bounds.initial(), bounds.max(), earlier) + 1);
    }

    /** Where only a person can mend what is wrong: 5 s, doubling to 60 s. */
    static Wait patient() {
        return earlier -> doubled(Duration.ofSeconds(5), Duration.ofSeconds(60), earlier);
    }

    private static long doubled(Duration initial, Duration max, int times) {
        Duration grown = initial.multipliedBy(1L << Math.min(times, 30));
        return (grown.compareTo(max) < 0 ? grown : max).toNanos();
    }
}
