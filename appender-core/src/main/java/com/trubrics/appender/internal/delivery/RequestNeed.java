package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.retry.Moment;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether one more request is needed. While the server keeps up, one request at a time is enough: the next full
 * batch is sent when the answer has arrived. If several senders started together after a burst of log calls, they would
 * take the processors from the threads that log.
 *
 * <p>A full batch that is left waiting is a backlog. One more request is needed if no request has left for
 * {@link #PATIENCE}, so the server does not keep up; or if the backlog has lasted {@link #LONG_BACKLOG} for each request
 * under way, so one more would shorten it. Before the first answer, only the latter counts: an HTTP client that is being
 * loaded says nothing about the server. Only the delivery thread.
 */
final class RequestNeed {

    /** In nanoseconds. Longer than most answers take; to a slow server, eight requests are under way after 35 ms. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);

    /** In nanoseconds. Longer than it takes to send a burst of a few thousand events. */
    static final long LONG_BACKLOG = TimeUnit.MILLISECONDS.toNanos(100);

    private boolean answered;
    private boolean lasting;
    private long since;
    private long lastDeparture;
    private int justified;

    /** Notes that a request leaves; {@code underWay} are under way now, including this one. */
    void departs(int underWay, long now) {
        lastDeparture = now;
        justified = Math.max(justified, underWay);
    }

    /** Notes that the server has answered. */
    void answered() {
        answered = true;
    }

    /** Notes whether a full batch is left after everything has left that may. */
    void observe(boolean fullBatchIsLeft, long now) {
        if (fullBatchIsLeft && !lasting) {
            since = now;
        }
        lasting = fullBatchIsLeft;
        justified = fullBatchIsLeft ? justified : 0;
    }

    /** Returns whether a full batch is left waiting. */
    boolean isLasting() {
        return lasting;
    }

    /**
     * Returns whether one more request is needed. As many requests as there have been during this backlog are always
     * allowed, so each answer makes way for the next batch.
     */
    boolean justifiesOneMore(int underWay, Moment moment) {
        if (underWay == 0 || !lasting) {
            return underWay == 0;
        }
        long quietSince = since - lastDeparture > 0 ? since : lastDeparture;
        return underWay < justified
                || moment.hasCome(since + underWay * LONG_BACKLOG)
                || (answered && moment.hasCome(quietSince + PATIENCE));
    }
}
