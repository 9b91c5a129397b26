package com.trubrics.appender.internal.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether delivery is coming to an end, when, and who waits for it. Only the delivery thread. */
final class ShutdownState {

    private static final long LINGER = Duration.ofSeconds(1).toNanos();

    /** What an end waits for. */
    enum Scope {
        /** What was offered before it began: the pipeline goes on, for what others still log while the JVM exits. */
        OFFERED_SO_FAR,
        /** Everything: the pipeline closes. */
        EVERYTHING
    }

    private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
    private boolean bounded;
    private long deadline;
    private long upTo;
    private boolean closing;
    private boolean exiting;
    private boolean unused;
    private long lingersUntil;

    /**
     * What waits goes out now; nothing may wait beyond the deadline. Of several deadlines the last holds.
     *
     * @param lastSequence of what was offered so far
     */
    void endBy(long newDeadline, Scope scope, long lastSequence, CompletableFuture<Void> waiter) {
        deadline = bounded && deadline - newDeadline > 0 ? deadline : newDeadline;
        bounded = true;
        closing |= scope == Scope.EVERYTHING;
        upTo = Math.max(upTo, lastSequence);
        waiters.add(waiter);
    }

    /** Whether there is a deadline. */
    boolean isBounded() {
        return bounded;
    }

    /** The JVM exits: from now on everything goes out at once. */
    void exit() {
        exiting = true;
    }

    /**
     * Nobody uses the pipeline: everything is sent, without a deadline. It lingers a moment, for a log call that
     * was under way when its appender was exchanged.
     */
    void unused(long now) {
        unused = true;
        lingersUntil = now + LINGER;
    }

    /** Somebody uses the pipeline again. */
    void usedAgain() {
        unused = false;
    }

    /** Whether what waits should go out now. */
    boolean isNear() {
        return bounded || exiting || unused;
    }

    /** Whether the deadline is over. */
    boolean isOver(long now) {
        return bounded && now - deadline >= 0;
    }

    /** Whether the deadline will be over after that many nanoseconds. */
    boolean isOverAfter(long nanos, long now) {
        return bounded && nanos >= deadline - now;
    }

    /** Nanoseconds until the deadline, or until the pipeline has lingered enough; {@link Long#MAX_VALUE} without them. */
    long untilChange(long now) {
        if (bounded) {
            return Math.max(0, deadline - now);
        }
        return unused && now - lingersUntil < 0 ? lingersUntil - now : Long.MAX_VALUE;
    }

    /** Whether the pipeline closes as soon as nothing is left. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the pipeline may close, because nobody uses it and it has lingered enough. */
    boolean isAbandoned(long now) {
        return unused && !bounded && now - lingersUntil >= 0;
    }

    /** Whether what an end waits for is settled, if this is the lowest sequence that is not. */
    boolean isReached(long lowestSequence) {
        return bounded && !closing && lowestSequence > upTo;
    }

    /** The end has come; those who waited for it hear so. */
    void reached() {
        bounded = false;
        unused = false;
        waiters.forEach(waiter -> waiter.complete(null));
        waiters.clear();
    }
}
