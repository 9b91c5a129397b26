package com.trubrics.appender.internal.retry;

/**
 * The moment at which the delivery thread does a step. It notes each time that it is asked about and that has not come
 * yet: the next step is due at the first of them. So a wait is written once, where it decides something. Lives for one
 * step; times are those of {@link System#nanoTime}. Not thread-safe.
 */
public final class Moment {

    private final long now;
    private long untilNext = Long.MAX_VALUE;

    /** @param now a {@link System#nanoTime} */
    public Moment(long now) {
        this.now = now;
    }

    /** Returns its {@link System#nanoTime}. */
    public long now() {
        return now;
    }

    /** Returns whether a time has come. If it has not, the next step is due then at the latest. */
    public boolean hasCome(long time) {
        boolean has = time - now <= 0;
        if (!has) {
            nextAfter(time - now);
        }
        return has;
    }

    /** Makes the next step due after that many nanoseconds at the latest. */
    public void nextAfter(long nanos) {
        untilNext = Math.min(untilNext, nanos);
    }

    /** Returns the nanoseconds until the next step is due; {@link Long#MAX_VALUE} if it need not come by itself. */
    public long untilNext() {
        return untilNext;
    }
}
