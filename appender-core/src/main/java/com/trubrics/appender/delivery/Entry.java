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
    private final int size;
    private final int weight;

    /** Its neighbours among the {@link OpenEntries}; the first precedes itself. For them alone. */
    @Nullable
    Entry previous;

    @Nullable
    Entry next;

    /**
     * @param sequence its place among all that were accepted; a flush covers all up to one
     * @param acceptedAt {@link System#nanoTime}
     * @param size the event's {@linkplain Event#estimatedBytes() estimated bytes}, which the delivery thread need not
     *     fetch from the memory of the thread that made the event
     * @param weight the bytes of room that it takes
     */
    Entry(Event event, long sequence, long acceptedAt, int size, int weight) {
        this.event = event;
        this.sequence = sequence;
        this.acceptedAt = acceptedAt;
        this.size = size;
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

    int size() {
        return size;
    }

    int weight() {
        return weight;
    }
}
