package com.trubrics.appender.internal.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Until when a host asked to be left alone ({@code Retry-After}). One for each host, whatever keys are used with it. Any
 * thread; times are those of {@link System#nanoTime}.
 */
final class HostRateLimit {

    private static final long NOTHING = Long.MIN_VALUE;

    private final AtomicLong until = new AtomicLong(NOTHING);

    /** Holds back all requests up to a moment; an earlier one does not shorten it. */
    void holdUntil(long time) {
        until.accumulateAndGet(time, (held, asked) -> held == NOTHING || asked - held > 0 ? asked : held);
    }

    boolean isHolding(long now) {
        return untilEnd(now) > 0;
    }

    /** Nanoseconds for which requests are still held back; zero if they are not. */
    long untilEnd(long now) {
        long held = until.get();
        return held == NOTHING ? 0 : Math.max(0, held - now);
    }
}
