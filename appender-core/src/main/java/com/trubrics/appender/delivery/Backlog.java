package com.trubrics.appender.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether one more request is worth a sender of its own. While the server keeps up, one request at a time is
 * enough: the next full batch goes when the answer is there. Several senders that start together after a burst of log
 * calls would take the processors from the threads that log.
 *
 * <p>A full batch that is left waiting is a backlog. For each {@link #PATIENCE} that a backlog lasts, one more request
 * may be under way. Only the delivery thread uses it; time is handed in.
 */
final class Backlog {

    /**
     * In nanoseconds. Longer than an ordinary burst of log calls and than most answers take, and short enough for a slow
     * server: eight requests are under way after 35 ms.
     */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);

    private boolean lasting;
    private long since;

    /** Looks whether a full batch is left after all that may leave has left. */
    void observe(boolean fullBatchIsLeft, long now) {
        if (fullBatchIsLeft && !lasting) {
            since = now;
        }
        lasting = fullBatchIsLeft;
    }

    /** Whether a full batch is left waiting. */
    boolean isLasting() {
        return lasting;
    }

    /** Whether one more request may join so many others. */
    boolean justifiesOneMore(int underWay, long now) {
        return untilOneMore(underWay, now) <= 0;
    }

    /** Nanoseconds until one more request may join so many others, should the backlog last. */
    long untilOneMore(int underWay, long now) {
        long waited = lasting ? now - since : 0;
        return underWay * PATIENCE - waited;
    }
}
