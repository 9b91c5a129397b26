package com.trubrics.appender.internal.retry;

import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt.
 *
 * @param bounds of the backoff
 * @param random chance, for the backoff
 * @param stopping whether a stop has its deadline: a server that comes back should find the events still there, so no
 *     backoff lasts longer than a second; and an endpoint that refuses everything gets only one more try soon
 */
public record Pace(Backoff bounds, RandomGenerator random, boolean stopping) {

    private static final Duration LONGEST_WHILE_STOPPING = Duration.ofSeconds(1);

    /**
     * Returns the nanoseconds to wait after what may pass, and {@code earlier} failures before it. Exponential backoff
     * with full jitter: anything between nothing and a bound that doubles (AWS Architecture Blog, "Exponential Backoff
     * And Jitter").
     */
    long backoff(int earlier) {
        Backoff now = stopping ? bounds.atMost(LONGEST_WHILE_STOPPING) : bounds;
        return random.nextLong(doubled(now.initial(), now.max(), earlier) + 1);
    }

    /** Returns the nanoseconds to wait where only a person can mend what is wrong: 5 s, doubling to 60 s. */
    long untilMended(int earlier) {
        return stopping && earlier == 0 ? backoff(0) : doubled(Duration.ofSeconds(5), Duration.ofSeconds(60), earlier);
    }

    private static long doubled(Duration initial, Duration max, int times) {
        Duration grown = initial.multipliedBy(1L << Math.min(times, 30));
        return (grown.compareTo(max) < 0 ? grown : max).toNanos();
    }
}
