package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchHistory;
import java.util.List;

/**
 * Events of one kind that are sent in one request. Immutable.
 *
 * @param history what has happened to them so far
 * @param notBefore the {@link System#nanoTime} before which they are not sent
 */
record Batch(List<QueuedEvent> events, BatchHistory history, long notBefore) {

    /** Makes each of these parts of a batch a batch of its own. */
    static List<Batch> each(List<List<QueuedEvent>> parts, BatchHistory history, long notBefore) {
        return parts.stream()
                .map(events -> new Batch(events, history, notBefore))
                .toList();
    }

    int size() {
        return events.size();
    }

    /** Returns the event that was accepted first. */
    QueuedEvent oldest() {
        QueuedEvent oldest = events.get(0);
        for (QueuedEvent event : events) {
            oldest = event.sequence() < oldest.sequence() ? event : oldest;
        }
        return oldest;
    }

    /** Returns a batch of some of its events, with the same history. */
    Batch with(List<QueuedEvent> some) {
        return new Batch(some, history, notBefore);
    }
}
