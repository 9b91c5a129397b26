package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt: one message from a sender to the delivery thread. Immutable.
 *
 * @param sent the batch's events that were in the body
 * @param unusable those that can never be, and why
 * @param outcome null if nothing was sent, because no event could be encoded
 * @param bytes of the body, before compression
 */
record SendReport(
        InFlightBatch flight,
        List<QueuedEvent> sent,
        Map<QueuedEvent, DropReason> unusable,
        @Nullable Outcome outcome,
        int bytes) {

    /** Of an attempt that failed before a body was made. */
    static SendReport failed(InFlightBatch flight, Outcome outcome) {
        return new SendReport(flight, flight.batch().events(), Map.of(), outcome, 0);
    }

    /** The batch's events that had no room in the body: the last ones. */
    List<QueuedEvent> leftOver() {
        List<QueuedEvent> events = flight.batch().events();
        return events.subList(sent.size() + unusable.size(), events.size());
    }
}
