package com.trubrics.appender.internal.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One pipeline's respect for its host's {@code Retry-After}: while it lasts nothing leaves, and then one batch goes as a
 * trial before the rest. Only the delivery thread.
 */
final class HostTrial {

    private final HostRateLimit host;
    private boolean due;
    private @Nullable InFlightBatch trial;

    HostTrial(HostRateLimit host) {
        this.host = host;
    }

    /** The host asked to be left alone until then. */
    void holdUntil(long time) {
        host.holdUntil(time);
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
