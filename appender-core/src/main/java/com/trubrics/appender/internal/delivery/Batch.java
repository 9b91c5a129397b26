package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchHistory;
import java.util.List;

/**
 * Events of one kind that travel together. Immutable.
 *
 * @param history what has happened to them so far
 * @param notBefore the {@link System#nanoTime} before which they do not travel
 */
record Batch(List<QueuedEvent> events, BatchHistory history, long notBefore) {

    /** A batch of each of these parts of another one. */
    static List<Batch> each(List<List<QueuedEvent>> parts, BatchHistory history, long notBefore) {
        return parts.stream()
                .map(events -> new Batch(events, history, notBefore))
                .toList();
    }

    int size() {
        return events.size();
    }

    /** Some of its events, with the same history. */
    Batch with(List<QueuedEvent> some) {
        return new Batch(some, history, notBefore);
    }
}
