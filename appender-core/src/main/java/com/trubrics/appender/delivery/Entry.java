package com.trubrics.appender.delivery;

import com.trubrics.appender.Event;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event.
 *
 * @param sequence its place among all that were accepted; a flush covers all up to one
 * @param acceptedAt {@link System#nanoTime}
 * @param weight the bytes of room that it takes
 */
record Entry(Event event, long sequence, long acceptedAt, int weight) {

    /** By its place: no two share one, and comparing whole events costs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entry entry && entry.sequence == sequence;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }

    /** The objects around an event's texts, measured for an event of three properties. */
    private static final int OBJECTS = 200;

    /** Room in bytes that an event takes; texts beyond Latin-1 take up to twice as much in the heap. */
    static int weigh(int estimatedBytes) {
        return (int) Math.min((long) estimatedBytes + OBJECTS, Integer.MAX_VALUE);
    }
}
