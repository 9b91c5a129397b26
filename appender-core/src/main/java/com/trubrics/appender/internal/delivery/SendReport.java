package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of a sender to the delivery thread about one attempt. Immutable.
 *
 * @param sent the batch's events that were in the body
 * @param unusable the events that cannot be sent at all, and why
 * @param outcome null if nothing was sent, because no event could be encoded
 * @param bytes of the body, before compression
 */
record SendReport(
        InFlightBatch flight,
        List<QueuedEvent> sent,
        Map<QueuedEvent, DropReason> unusable,
        @Nullable Outcome outcome,
        int bytes) {

    /** Creates the report of an attempt that failed before there was a body. */
    static SendReport failed(InFlightBatch flight, Outcome outcome) {
        return new SendReport(flight, flight.batch().events(), Map.of(), outcome, 0);
    }

    /** Returns the request that was made, for the health of its endpoint. */
    EndpointHealth.Request request() {
        return new EndpointHealth.Request(
                flight.request(), sent.size(), bytes, flight.batch().history());
    }

    /** Returns the last events of the batch, which did not fit into the body. */
    List<QueuedEvent> leftOver() {
        List<QueuedEvent> events = flight.batch().events();
        return events.subList(sent.size() + unusable.size(), events.size());
    }
}
