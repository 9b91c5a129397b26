package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryStatus;
import com.trubrics.appender.internal.transport.CancelSignal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A batch under way: what a sender gets of it. The sender says when the attempt begins; the delivery thread, which has
 * the clock, cancels an attempt that lasts too long.
 */
final class InFlightBatch {

    /** For a sender to return after its attempt was cancelled, in nanoseconds. It mostly takes a millisecond. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(5);

    private final EventKind kind;
    private final Batch batch;
    private final long request;
    private final int byteLimit;
    private final long weight;
    private final CancelSignal signal = new CancelSignal();
    private volatile @Nullable Long begunAt;
    private volatile @Nullable Long endedAt;
    /** Only the delivery thread. */
    private @Nullable Long cancelledAt;

    /**
     * @param request its number among those of its endpoint
     * @param byteLimit the most bytes in the body
     */
    InFlightBatch(EventKind kind, Batch batch, long request, int byteLimit) {
        this.kind = kind;
        this.batch = batch;
        this.request = request;
        this.byteLimit = byteLimit;
        this.weight = DeliveryStatus.weightOf(batch.events());
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

    /** The bytes of the memory budget that its events hold. */
    long weight() {
        return weight;
    }

    int byteLimit() {
        return byteLimit;
    }

    /** Ends the attempt from outside. */
    CancelSignal signal() {
        return signal;
    }

    /** The sender makes its request now, at a {@link System#nanoTime}. */
    void begin(long now) {
        begunAt = now;
    }

    /** The sender has its answer, at a {@link System#nanoTime}. */
    void end(long now) {
        endedAt = now;
    }

    /** How many nanoseconds the request took, or has taken if its sender never told of its end. */
    long took(long now) {
        Long begun = begunAt;
        Long ended = endedAt;
        return begun == null ? 0 : (ended == null ? now : ended) - begun;
    }

    /** The delivery thread makes the attempt fail now: its sender should return soon. */
    void cancelled(long now) {
        cancelledAt = now;
    }

    boolean isCancelled() {
        return cancelledAt != null;
    }

    /** Whether the sender has not returned, although the attempt was cancelled a while ago. */
    boolean isLost(long now) {
        return cancelledAt != null && untilLost(cancelledAt, now) <= 0;
    }

    /**
     * Nanoseconds that are left of those allowed, all of them before the attempt begins; zero or less: it has lasted too
     * long. After it was cancelled: until it is {@linkplain #isLost lost}.
     */
    long left(long allowed, long now) {
        if (cancelledAt != null) {
            return untilLost(cancelledAt, now);
        }
        Long begun = begunAt;
        return begun == null ? allowed : allowed - (now - begun);
    }

    private static long untilLost(long cancelled, long now) {
        return GRACE - (now - cancelled);
    }
}
