package com.trubrics.appender.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether delivery is coming to an end, when, and who waits for it. Only the delivery thread. */
final class Ending {

    private static final long LINGER = Duration.ofSeconds(1).toNanos();

    private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
    private boolean bounded;
    private boolean begins;
    private long deadline;
    private boolean closing;
    private boolean leaving;
    private boolean unused;
    private long lingersUntil;

    /** All that waits goes out now; nothing may wait beyond the deadline. Of several deadlines the last holds. */
    void by(long newDeadline, CompletableFuture<Void> waiter) {
        deadline = bounded && deadline - newDeadline > 0 ? deadline : newDeadline;
        begins |= !bounded;
        bounded = true;
        waiters.add(waiter);
    }

    /** Whether there has been no deadline until now; true only once. */
    boolean begins() {
        boolean begun = begins;
        begins = false;
        return begun;
    }

    /** After this end, the pipeline is no more. */
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** The JVM is on its way out: from now on everything goes out at once. */
    void leave() {
        leaving = true;
    }

    /**
     * Nobody uses the pipeline: everything goes out, however long that takes. It lingers a moment, for a log call that
     * was under way when its appender was exchanged. False: somebody uses it again.
     */
    void setUnused(boolean nowUnused, long now) {
        unused = nowUnused;
        lingersUntil = now + LINGER;
    }

    /** Whether what waits should go out now. */
    boolean isNear() {
        return bounded || leaving || unused;
    }

    /** Whether there is a deadline. */
    boolean isBounded() {
        return bounded;
    }

    /** Whether having nothing left to deliver means anything now. */
    boolean isAwaited(long now) {
        return bounded || (unused && now - lingersUntil >= 0);
    }

    /** Nanoseconds until {@link #isAwaited} has a reason to change. */
    long untilAwaited(long now) {
        return unused && now - lingersUntil < 0 ? lingersUntil - now : Long.MAX_VALUE;
    }

    long deadline() {
        return deadline;
    }

    boolean isOver(long now) {
        return bounded && now - deadline >= 0;
    }

    /** Whether waiting until then would be too late. */
    boolean isBefore(long time) {
        return bounded && time - deadline > 0;
    }

    /** Everything has ended; those who waited for it hear so. */
    void reached() {
        bounded = false;
        unused = false;
        waiters.forEach(waiter -> waiter.complete(null));
        waiters.clear();
    }
}
