package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.DeliverySettings.Batching;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.KindQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchHistory;
import com.trubrics.appender.internal.retry.EndpointHealth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the next batch of a kind: one to be sent again, or new events from the queue. Only the delivery thread. */
final class BatchSource {

    private final EventQueue queue;
    private final KindQueue waiting;
    private final EndpointHealth health;
    private final RetryBuffer buffer;
    /** Events up to this sequence wait in the queue only because the batch before them had reached its bytes. */
    private long restUpTo;
    /** Whether the next trial is a new batch, because the last was not: many that always fail must not hold it up. */
    private boolean freshIsNext;
    /** What was taken out of the buffer or the queue last. */
    private List<QueuedEvent> taken = List.of();

    private boolean retry;

    BatchSource(EventKind kind, EventQueue queue, EndpointHealth health, RetryBuffer buffer) {
        this.queue = queue;
        this.waiting = queue.of(kind);
        this.health = health;
        this.buffer = buffer;
    }

    /** The events that were taken out last, until they have found {@linkplain #placed() their place}. */
    List<QueuedEvent> taken() {
        return taken;
    }

    /** Whether what was taken out last had been sent before. */
    boolean isRetry() {
        return retry;
    }

    /** What was taken out has found its place. */
    void placed() {
        taken = List.of();
    }

    /**
     * The next batch, or null if none may leave now.
     *
     * @param mayAddRequest whether a request with new events is worth it for its own sake
     * @param dueUpTo events up to this sequence may leave the queue anyhow, and in a batch that is not full
     */
    @Nullable
    Batch next(boolean mayAddRequest, long dueUpTo, long now) {
        retry = true;
        long due = Math.max(dueUpTo, dueByAge(now));
        QueuedEvent oldest = waiting.oldest();
        boolean newMayLeave = oldest != null && (mayAddRequest || oldest.sequence() <= due);
        if (health.breaker().isClosed()) {
            return ready(newMayLeave, due, now);
        }
        return health.breaker().admits(now) ? trial(newMayLeave, due, now) : null;
    }

    /** The sequence of the oldest event if it has waited for {@code flushInterval}, or else 0. */
    private long dueByAge(long now) {
        QueuedEvent oldest = waiting.oldest();
        long interval = queue.settings().batching().flushInterval().toNanos();
        return oldest != null && now - oldest.acceptedAt() >= interval ? oldest.sequence() : 0;
    }

    private @Nullable Batch ready(boolean newMayLeave, long dueUpTo, long now) {
        Batch batch = buffer.nextReady(now);
        if (batch == null) {
            return newMayLeave ? fromQueue(dueUpTo, now) : null;
        }
        taken = batch.events();
        if (!batch.history().isInSearch()
                || batch.size() == 1
                || !health.breaker().isDoubtful()) {
            return batch;
        }
        // Nothing has been accepted lately: one event tells as much as many do, and is accepted more likely.
        Batch first = batch.with(batch.events().subList(0, 1));
        buffer.addFirst(List.of(batch.with(batch.events().subList(1, batch.size()))));
        return first;
    }

    private @Nullable Batch trial(boolean newMayLeave, long dueUpTo, long now) {
        Batch next = freshIsNext && waiting.oldest() != null ? null : buffer.nextTrial();
        freshIsNext = next != null;
        if (next == null) {
            // In turn with those that have failed: a new one joins them, due or not, and whatever else is under way.
            boolean joins = !buffer.isEmpty();
            Batch fresh = joins || newMayLeave ? fromQueue(joins ? Long.MAX_VALUE : dueUpTo, now) : null;
            buffer.startRound();
            next = fresh == null ? buffer.nextTrial() : fresh;
        }
        taken = next == null ? taken : next.events();
        return next;
    }

    private @Nullable Batch fromQueue(long dueUpTo, long now) {
        Batching batching = queue.settings().batching();
        boolean full = waiting.size() >= batching.flushBatchSize();
        long last = queue.lastSequence();
        QueuedEvent oldest = waiting.oldest();
        boolean due = oldest != null && oldest.sequence() <= Math.max(dueUpTo, restUpTo);
        taken = waiting.take(
                batching.flushBatchSize(),
                full || due ? Long.MAX_VALUE : 0, // a batch that leaves takes along what there is room for
                health.bodyLimit().estimatedAtMost(batching.maxRequestBytes()));
        retry = taken.isEmpty();
        if (full && taken.size() < batching.flushBatchSize()) {
            restUpTo = last;
        }
        return taken.isEmpty() ? null : new Batch(taken, BatchHistory.NONE, now);
    }
}
