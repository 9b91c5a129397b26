package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.CancelSignal;
import com.trubrics.appender.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch under way: what a sender gets of it. The sender says when the attempt begins; the delivery thread, which has
 * the clock, ends one that takes too long.
 */
final class Flight {

    private final Batch batch;
    private final List<Entry> entries;
    private final int byteLimit;
    private final CancelSignal signal = new CancelSignal();
    private volatile @Nullable Long begunAt;

    /** Whether a sender has it, and will tell what came of it. Only the delivery thread. */
    boolean launched;

    /** @param byteLimit the most bytes in the body */
    Flight(Batch batch, int byteLimit) {
        this.batch = batch;
        this.entries = List.copyOf(batch.entries());
        this.byteLimit = byteLimit;
    }

    /** For the delivery thread. */
    Batch batch() {
        return batch;
    }

    Endpoint endpoint() {
        return batch.endpoint();
    }

    /** The batch's events as they were at the start. */
    List<Entry> entries() {
        return entries;
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

    /** Nanoseconds that are left of so many; not above zero: it has taken too long. All of them before it begins. */
    long left(long allowed, long now) {
        Long begun = begunAt;
        return begun == null ? allowed : allowed - (now - begun);
    }
}
