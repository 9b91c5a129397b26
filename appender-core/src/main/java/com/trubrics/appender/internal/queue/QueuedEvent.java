package com.trubrics.appender.internal.queue;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.event.EventSize;
import org.jspecify.annotations.Nullable;

/** An accepted event. Two are equal only if they are the same. */
public final class QueuedEvent {

    /** The event's own object here, its node in the queue, and its places in batches, in bytes. */
    private static final int OBJECTS = 48 + 24 + 16;

    private final Event event;
    private final long sequence;
    private final long acceptedAt;
    private final int size;
    private final int weight;
    private boolean settled;

    /**
     * @param sequence its place among all that were accepted; a flush covers all up to one
     * @param acceptedAt {@link System#nanoTime}
     * @param size the event's {@linkplain EventSize#asJson estimated size as JSON}, which the delivery thread need not
     *     fetch from the memory of the thread that made the event
     * @param weight the bytes that it holds of the memory budget
     */
    public QueuedEvent(Event event, long sequence, long acceptedAt, int size, int weight) {
        this.event = event;
        this.sequence = sequence;
        this.acceptedAt = acceptedAt;
        this.size = size;
        this.weight = weight;
    }

    /** The bytes of the memory budget that an event needs. */
    static int weigh(Event event) {
        return (int) Math.min((long) EventSize.inHeap(event) + OBJECTS, Integer.MAX_VALUE);
    }

    /** What was offered. */
    public Event event() {
        return event;
    }

    /** Its place among all that were accepted. */
    public long sequence() {
        return sequence;
    }

    /** When it was accepted, as a {@link System#nanoTime}. */
    public long acceptedAt() {
        return acceptedAt;
    }

    /** Returns the one that was accepted first; null if both are null. */
    public static @Nullable QueuedEvent first(@Nullable QueuedEvent one, @Nullable QueuedEvent other) {
        return other == null || (one != null && one.sequence < other.sequence) ? one : other;
    }

    int size() {
        return size;
    }

    int weight() {
        return weight;
    }

    /** Whether it has been counted as delivered or dropped. */
    public boolean isSettled() {
        return settled;
    }

    /** Marks it as counted. Only the thread that has taken it out of the queue; answers false the second time. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }
}
