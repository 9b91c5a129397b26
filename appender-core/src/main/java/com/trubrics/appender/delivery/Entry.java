package com.trubrics.appender.delivery;

import com.trubrics.appender.Event;
import org.jspecify.annotations.Nullable;

/** An accepted event. Two are equal only if they are the same. */
final class Entry {

    /** An entry, its node in a line, and its places in batches. */
    private static final int OBJECTS = 48 + 24 + 16;

    private final Event event;
    private final long sequence;
    private final long acceptedAt;
    private final int weight;

    /** Whether it is one of the {@link OpenEntries}, and its neighbours there. For them alone. */
    boolean open;

    @Nullable
    Entry previous;

    @Nullable
    Entry next;

    /**
     * @param sequence its place among all that were accepted; a flush covers all up to one
     * @param acceptedAt {@link System#nanoTime}
     * @param weight the bytes of room that it takes
     */
    Entry(Event event, long sequence, long acceptedAt, int weight) {
        this.event = event;
        this.sequence = sequence;
        this.acceptedAt = acceptedAt;
        this.weight = weight;
    }

    /** Room in bytes that an event takes. */
    static int weigh(Event event) {
        return (int) Math.min((long) event.heapBytes() + OBJECTS, Integer.MAX_VALUE);
    }

    Event event() {
        return event;
    }

    long sequence() {
        return sequence;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    int weight() {
        return weight;
    }
}
