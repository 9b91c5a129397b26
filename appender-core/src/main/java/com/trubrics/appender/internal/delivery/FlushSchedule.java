package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * When waiting events leave the queue although they make no full batch: when both kinds together are enough, when the
 * queue is full, on a flush and near the end. Also knows when the next is due by its age, and who waits for a flush. Only
 * the delivery thread.
 */
final class FlushSchedule {

    private final EventQueue queue;
    private final Dispatcher dispatcher;
    private final List<Waiter> waiters = new ArrayList<>();
    private long dueUpTo;

    /** Somebody who waits until all events up to a sequence are settled. */
    private record Waiter(long upTo, CompletableFuture<Void> done) {}

    FlushSchedule(EventQueue queue, Dispatcher dispatcher) {
        this.queue = queue;
        this.dispatcher = dispatcher;
    }

    /** The events up to this sequence are due. */
    long dueUpTo() {
        return dueUpTo;
    }

    /** The events up to this sequence are due from now on; done when they are settled. */
    void flush(long upTo, CompletableFuture<Void> done) {
        flush(upTo);
        waiters.add(new Waiter(upTo, done));
    }

    private void flush(long upTo) {
        dueUpTo = Math.max(dueUpTo, upTo);
    }

    /**
     * Completes the flushes whose events are settled.
     *
     * @param lowest finds the lowest sequence that is not settled; called only if somebody waits
     */
    void complete(LongSupplier lowest) {
        if (!waiters.isEmpty()) {
            long open = lowest.getAsLong();
            List<Waiter> settled =
                    waiters.stream().filter(waiter -> waiter.upTo() < open).toList();
            waiters.removeAll(settled);
            settled.forEach(waiter -> waiter.done().complete(null));
        }
    }

    /**
     * Looks at what waits.
     *
     * @param near whether everything is due, because an end is near
     */
    void update(boolean near, long now) {
        // Full batches free more capacity than the few events of the other kind would.
        boolean full = !haveFullBatch(now) && queue.threshold().hasLackedCapacity();
        if (full || near || areEnoughTogether(now)) {
            flush(queue.lastSequence());
        }
    }

    private boolean haveFullBatch(long now) {
        for (EventKind kind : EventKind.values()) {
            if (queue.of(kind).size() >= batchSize() && dispatcher.takesNew(kind, now)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether enough events wait for a flush, though of neither kind enough for a full batch. Each kind is counted once:
     * counted twice, a kind that fills up in between would pass for both, and a few events would be sent by themselves.
     */
    private boolean areEnoughTogether(long now) {
        if (!dispatcher.mayAddRequest(now)) {
            return false;
        }
        int together = 0;
        for (EventKind kind : EventKind.values()) {
            int waiting = queue.of(kind).size();
            if (waiting >= batchSize()) {
                return false;
            }
            together += dispatcher.takesNew(kind, now) ? waiting : 0;
        }
        return together >= batchSize();
    }

    private int batchSize() {
        return queue.settings().batching().flushBatchSize();
    }

    /** Nanoseconds until the oldest waiting event that may be taken has waited for the whole interval. */
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
