package com.trubrics.appender.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Until when a host asked to be left alone ({@code Retry-After}). One for each host, whatever keys are used with it.
 * Compared in {@link System#nanoTime}.
 */
final class HostHold {

    private static final long NOTHING = Long.MIN_VALUE;

    private final AtomicLong until = new AtomicLong(NOTHING);

    /** Holds back all requests up to a moment; an earlier one does not shorten it. */
    void holdUntil(long time) {
        until.accumulateAndGet(time, (held, asked) -> held == NOTHING || asked - held > 0 ? asked : held);
    }

    boolean isHolding(long now) {
        long held = until.get();
        return held != NOTHING && held - now > 0;
    }

    /** Only while it is holding. */
    long until() {
        return until.get();
    }
}
