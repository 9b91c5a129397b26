package com.trubrics.appender.internal.queue;

import com.trubrics.appender.Event;
import com.trubrics.appender.internal.event.EventSize;
import org.jspecify.annotations.Nullable;

/** An accepted event. Compared by identity. */
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
     * @param sequence its place among all accepted events; a flush covers all events up to a sequence
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

    /** Returns how many bytes of the memory budget an event needs. */
    static int weigh(Event event) {
        return (int) Math.min((long) EventSize.inHeap(event) + OBJECTS, Integer.MAX_VALUE);
    }

    /** Returns what was offered. */
    public Event event() {
        return event;
    }

    /** Returns its place among all accepted events. */
    public long sequence() {
        return sequence;
    }

    /** Returns when it was accepted, as a {@link System#nanoTime}. */
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

    /** Returns how many bytes of the memory budget it holds. */
    public int weight() {
        return weight;
    }

    /** Returns whether it has been counted as delivered or dropped. */
    public boolean isSettled() {
        return settled;
    }

    /** Marks it as counted; returns false if it was before. Only the thread that has taken it out of the queue. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }
}
