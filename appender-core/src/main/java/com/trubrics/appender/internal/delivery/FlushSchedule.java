package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Decides when events leave the queue although they make no full batch: if both kinds together are enough, if the queue
 * is full, on a flush, and near the end. Only the delivery thread.
 */
final class FlushSchedule {

    private final EventQueue queue;
    private final Dispatcher dispatcher;
    private final List<Waiter> waiters = new ArrayList<>();
    private long dueUpTo;

    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    FlushSchedule(EventQueue queue, Dispatcher dispatcher) {
        this.queue = queue;
        this.dispatcher = dispatcher;
    }

    /** Returns the sequence up to which events are due. */
    long dueUpTo() {
        return dueUpTo;
    }

    /** Makes the events up to a sequence due; completes the future when they are settled. */
    void flush(long upTo, CompletableFuture<Void> done) {
        dueUpTo = Math.max(dueUpTo, upTo);
        waiters.add(new Waiter(upTo, done));
    }

    /** Completes the flushes whose events are settled: those below a sequence. */
    void complete(long settledBelow) {
        waiters.removeIf(waiter -> {
            boolean settled = waiter.upTo() < settledBelow;
            if (settled) {
                waiter.done().complete(null);
            }
            return settled;
        });
    }

    /**
     * Makes everything due that is offered so far, if there is a reason to.
     *
     * @param ending whether the pipeline comes to an end
     */
    void update(boolean ending, long now) {
        int batchSize = queue.settings().batching().flushBatchSize();
        boolean full = false;
        int together = 0;
        for (EventKind kind : EventKind.values()) {
            // Counted once: otherwise a kind that fills up meanwhile would pass for both, and a few events would leave.
            int waiting = dispatcher.takesNew(kind, now) ? queue.of(kind).size() : 0;
            full |= waiting >= batchSize;
            together += waiting;
        }
        // Full batches leave by themselves, and free more capacity than the few events of the other kind would.
        boolean enough = !full
                && (queue.threshold().hasLackedCapacity() || (together >= batchSize && dispatcher.mayAddRequest(now)));
        if (ending || enough) {
            dueUpTo = Math.max(dueUpTo, queue.lastSequence());
        }
    }

    /** Returns the nanoseconds until the oldest event that may be taken has waited for {@code flushInterval}. */
    long untilDue(long now) {
        long interval = queue.settings().batching().flushInterval().toNanos();
        long until = Long.MAX_VALUE;
        for (EventKind kind : EventKind.values()) {
            QueuedEvent oldest = queue.of(kind).oldest();
            if (oldest != null && dispatcher.takesNew(kind, now)) {
                until = Math.min(until, Math.max(0, oldest.acceptedAt() + interval - now));
            }
        }
        return until;
    }
}
