package com.trubrics.appender.internal.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline's respect for its host's {@code Retry-After}: while it lasts nothing leaves, and then one batch goes as a
 * trial before the rest. Only the delivery thread.
 */
final class HostTrial {

    /** Up to a fifth of a {@code Retry-After} is added at random, so that several processes do not return together. */
    private static final int JITTER = 5;

    private final HostRateLimit host;
    private final RandomGenerator random;
    private boolean due;
    private @Nullable InFlightBatch trial;

    HostTrial(HostRateLimit host, RandomGenerator random) {
        this.host = host;
        this.random = random;
    }

    /** The host asked to be left alone for that time. */
    void retryAfter(Duration asked, long now) {
        host.holdUntil(now + asked.toNanos() + random.nextLong(asked.toNanos() / JITTER + 1));
    }

    /** Whether a request may leave. */
    boolean admits(long now) {
        due |= host.isHolding(now);
        return !host.isHolding(now) && trial == null;
    }

    /** Nanoseconds until the host may be sent something. */
    long untilEnd(long now) {
        return host.untilEnd(now);
    }

    /** A batch leaves. */
    void departs(InFlightBatch batch) {
        if (due) {
            due = false;
            trial = batch;
        }
    }

    /** A batch is no longer under way. */
    void ended(InFlightBatch batch, boolean wasSent) {
        if (batch == trial) {
            trial = null;
            due = !wasSent;
        }
    }
}
