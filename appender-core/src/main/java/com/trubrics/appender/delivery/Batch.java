package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that travel together, and what has happened to them so far. Only the delivery thread; a sender has its
 * {@link Flight}.
 */
final class Batch {

    private final Endpoint endpoint;
    private final List<Entry> entries;

    /** Attempts that came to nothing and were not the events' fault. */
    int attempts;
    /** Attempts that met 5xx. */
    int serverErrors;
    /** The {@link System#nanoTime} before which it does not travel. */
    long notBefore;
    /** Its number among the requests that have left. */
    long departure;
    /**
     * How many requests had left when this one first met 5xx. If a later one was accepted, others succeed; those that
     * were under way then may have been answered before an outage began.
     */
    long departedBeforeError;
    /** How many requests the endpoint had accepted when this one last failed. */
    long acceptedAtLastFailure = -1;
    /** Whether the attempt under way is the last before the end. */
    boolean last;
    /** Given up while in flight: the answer no longer counts. */
    boolean abandoned;
    /** The attempt under way. */
    @Nullable
    Flight flight;
    /** The search for refused events that this is a part of. */
    @Nullable
    Isolation isolation;

    Batch(Endpoint endpoint, List<Entry> entries) {
        this.endpoint = endpoint;
        this.entries = new ArrayList<>(entries);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    List<Entry> entries() {
        return entries;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether a sender has it, and will tell what came of it. */
    boolean isWithSender() {
        return flight != null && flight.launched;
    }

    /** A batch with some of these events and the same history. */
    Batch with(List<Entry> part) {
        Batch batch = new Batch(endpoint, part);
        batch.serverErrors = serverErrors;
        batch.departedBeforeError = departedBeforeError;
        batch.isolation = isolation;
        batch.last = last;
        return batch;
    }

    /** Two halves, the older events first. */
    List<List<Entry>> halves() {
        int middle = (entries.size() + 1) / 2;
        return List.of(List.copyOf(entries.subList(0, middle)), List.copyOf(entries.subList(middle, entries.size())));
    }
}
