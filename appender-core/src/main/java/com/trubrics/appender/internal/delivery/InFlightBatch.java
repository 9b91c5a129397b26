package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.Moment;
import com.trubrics.appender.internal.transport.CancelSignal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to send a batch. The sender tells when the request begins and ends; the delivery thread cancels it if it
 * lasts too long.
 */
final class InFlightBatch {

    /** How long a sender may take to return after its attempt was cancelled, in nanoseconds. Usually, it takes one ms. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(5);

    private final EventKind kind;
    private final Batch batch;
    private final long request;
    private final int byteLimit;
    private final QueuedEvent oldest;
    private final long weight;
    private final CancelSignal signal = new CancelSignal();
    private volatile long begunAt;
    private volatile @Nullable Long endedAt;
    /** Only the delivery thread. */
    private @Nullable Long cancelledAt;

    /**
     * @param request its number among those of its endpoint
     * @param byteLimit the most bytes in the body
     * @param now when it is handed to the sender: should that never begin, the attempt ends all the same
     */
    InFlightBatch(EventKind kind, Batch batch, long request, int byteLimit, long now) {
        this.kind = kind;
        this.batch = batch;
        this.request = request;
        this.byteLimit = byteLimit;
        this.begunAt = now;
        this.oldest = batch.oldest();
        this.weight = batch.events().stream().mapToLong(QueuedEvent::weight).sum();
    }

    EventKind kind() {
        return kind;
    }

    Batch batch() {
        return batch;
    }

    long request() {
        return request;
    }

    /** Returns the event that was accepted first. */
    QueuedEvent oldest() {
        return oldest;
    }

    /** Returns how many bytes of the memory budget its events hold. */
    long weight() {
        return weight;
    }

    int byteLimit() {
        return byteLimit;
    }

    /** Returns what ends the attempt from outside. */
    CancelSignal signal() {
        return signal;
    }

    /** Notes that the request begins now, at a {@link System#nanoTime}. */
    void begin(long now) {
        begunAt = now;
    }

    /** Notes that the request ends now, at a {@link System#nanoTime}. */
    void end(long now) {
        endedAt = now;
    }

    /** Returns how many nanoseconds the request took; if its sender has not told its end, until now. */
    long took(long now) {
        Long ended = endedAt;
        return (ended == null ? now : ended) - begunAt;
    }

    /** Returns whether the attempt has lasted longer than allowed, and so is to be cancelled. */
    boolean isOverdue(long allowed, Moment moment) {
        return cancelledAt == null && moment.hasCome(begunAt + Math.min(allowed, Long.MAX_VALUE / 2));
    }

    /** Notes that the attempt is cancelled now, so its sender should return soon. */
    void cancelled(long now) {
        cancelledAt = now;
    }

    /** Returns whether the sender has not returned for a while after the attempt was cancelled. */
    boolean isLost(Moment moment) {
        return cancelledAt != null && moment.hasCome(cancelledAt + GRACE);
    }
}
