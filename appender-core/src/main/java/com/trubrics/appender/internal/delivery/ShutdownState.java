package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.retry.Moment;
import java.time.Duration;

/**
 * Whether the pipeline comes to an end: by a deadline, because nobody uses it any more, or because the JVM exits. Only
 * the delivery thread, unless a method says otherwise.
 */
final class ShutdownState {

    private static final long LINGER = Duration.ofSeconds(1).toNanos();

    private boolean bounded;
    private long deadline;
    private long upTo;
    private boolean closing;
    private volatile boolean exiting;
    private volatile boolean unused;
    private volatile long lingersUntil;

    /** Begins a stop that delivers the events up to a sequence. The pipeline goes on. */
    void settleBy(long newDeadline, long lastSequence) {
        bound(newDeadline);
        upTo = Math.max(upTo, lastSequence);
    }

    /** Begins a stop that delivers everything, and closes the pipeline. */
    void closeBy(long newDeadline) {
        bound(newDeadline);
        closing = true;
    }

    /** Of several deadlines, the latest holds. */
    private void bound(long newDeadline) {
        deadline = bounded && deadline - newDeadline > 0 ? deadline : newDeadline;
        bounded = true;
    }

    /** Returns whether there is a deadline. */
    boolean isBounded() {
        return bounded;
    }

    /** Notes that the JVM exits: from now on, every event is sent at once. Any thread. */
    void exit() {
        exiting = true;
    }

    /**
     * Notes that nobody uses the pipeline: everything is sent, without a deadline. The pipeline lingers for a moment, for
     * a log call that was under way when its appender was exchanged. Any thread.
     */
    void unused(long now) {
        lingersUntil = now + LINGER;
        unused = true;
    }

    /** Notes that the pipeline is used again. Any thread. */
    void usedAgain() {
        unused = false;
    }

    /** Returns whether every event should be sent at once. */
    boolean isNear() {
        return bounded || exiting || unused;
    }

    /** Returns whether the deadline is over. */
    boolean isOver(Moment moment) {
        return bounded && moment.hasCome(deadline);
    }

    /** Returns whether there is a deadline, and nothing is due before it. */
    boolean isNextDue(Moment moment) {
        return bounded && moment.untilNext() >= deadline - moment.now();
    }

    /** Returns whether the pipeline closes as soon as nothing is left. */
    boolean isClosing() {
        return closing;
    }

    /** Returns whether the pipeline may close because nobody uses it and it has lingered. */
    boolean isAbandoned(Moment moment) {
        return unused && !bounded && moment.hasCome(lingersUntil);
    }

    /** Returns whether everything that the stop waits for is settled: all below a sequence is. */
    boolean isReached(long settledBelow) {
        return bounded && !closing && settledBelow > upTo;
    }

    /** Ends the stop. */
    void reached() {
        bounded = false;
    }
}
