package com.trubrics.appender.internal.delivery;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether one more request is worth a sender of its own. While the server keeps up, one request at a time is
 * enough: the next full batch goes when the answer is there. Several senders that start together after a burst of log
 * calls would take the processors from the threads that log.
 *
 * <p>A full batch that is left waiting is a backlog. One more request may be under way when no request has left for
 * {@link #PATIENCE}, so the server does not keep up, or when the backlog has lasted {@link #LONG_BACKLOG} for each request
 * that is under way, so one more would shorten it. Before the first answer only the latter counts: an HTTP client that is
 * being loaded says nothing of the server. Only the delivery thread uses this; time is handed in.
 */
final class RequestNeed {

    /** In nanoseconds. Longer than most answers take; eight requests to a slow server are under way after 35 ms. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);

    /** In nanoseconds. Longer than it takes to send a burst of a few thousand events. */
    static final long LONG_BACKLOG = TimeUnit.MILLISECONDS.toNanos(100);

    private boolean answered;
    private boolean lasting;
    private long since;
    private long lastDeparture;
    private int justified;

    /** A request leaves; {@code underWay} are under way now, this one included. */
    void departs(int underWay, long now) {
        lastDeparture = now;
        justified = Math.max(justified, underWay);
    }

    /** The server has answered, whatever it said. */
    void answered() {
        answered = true;
    }

    /** Looks whether a full batch is left after all that may leave has left. */
    void observe(boolean fullBatchIsLeft, long now) {
        if (fullBatchIsLeft && !lasting) {
            since = now;
        }
        lasting = fullBatchIsLeft;
        justified = fullBatchIsLeft ? justified : 0;
    }

    /** Whether a full batch is left waiting. */
    boolean isLasting() {
        return lasting;
    }

    /** Whether one more request may be in flight. */
    boolean justifiesOneMore(int underWay, long now) {
        return underWay == 0 || (lasting && untilOneMore(underWay, now) <= 0);
    }

    /**
     * Nanoseconds until one more request may be in flight, if the backlog lasts that long. The number that this backlog has
     * already reached is always allowed, so each answer makes way for the next batch.
     */
    long untilOneMore(int underWay, long now) {
        if (underWay < Math.max(1, justified)) {
            return 0;
        }
        long untilLong = underWay * LONG_BACKLOG - (now - since);
        if (!answered) {
            return untilLong;
        }
        long waited = Math.min(now - since, now - lastDeparture);
        return Math.min(untilLong, PATIENCE - waited);
    }
}
