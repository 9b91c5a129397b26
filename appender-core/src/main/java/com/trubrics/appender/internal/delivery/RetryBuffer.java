package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchBisection.Search;
import com.trubrics.appender.internal.retry.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The batches of one kind between the queue and their end: in flight, or waiting to be sent again. Only the delivery thread. */
final class RetryBuffer {

    private final Set<InFlightBatch> inFlight = new HashSet<>();
    private List<Batch> waiting = new ArrayList<>();

    /** Adds a batch that leaves. */
    void departs(InFlightBatch batch) {
        inFlight.add(batch);
    }

    /** Removes a batch that is back; returns false if it has been given up. */
    boolean returns(InFlightBatch batch) {
        return inFlight.remove(batch);
    }

    Set<InFlightBatch> inFlight() {
        return inFlight;
    }

    /** Puts a batch behind the others. */
    void add(Batch batch) {
        waiting.add(batch);
    }

    /** Puts batches before the others. */
    void addFirst(List<Batch> batches) {
        waiting.addAll(0, batches);
    }

    /**
     * Puts the parts of a refused batch behind those of earlier splits, so that larger parts are sent first and good
     * events are accepted soon; but before the parts of batches that were refused later.
     */
    void addParts(List<Batch> parts) {
        Search search = parts.get(0).history().search();
        int index = 0;
        while (index < waiting.size() && !isOfLaterSearch(waiting.get(index), search)) {
            index++;
        }
        waiting.addAll(index, parts);
    }

    private static boolean isOfLaterSearch(Batch batch, @Nullable Search search) {
        Search other = batch.history().search();
        return other != null && search != null && other.isLaterThan(search);
    }

    /** Returns whether no batch waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Removes and returns the first batch, whatever its time; null if there is none. */
    @Nullable
    Batch next() {
        return waiting.isEmpty() ? null : waiting.remove(0);
    }

    /** Removes and returns the first batch that may leave now; null if there is none. */
    @Nullable
    Batch nextReady(Moment moment) {
        boolean searching = isSearching();
        for (int i = 0; i < waiting.size(); i++) {
            Batch batch = waiting.get(i);
            if (!(searching && batch.history().isInSearch()) && moment.hasCome(batch.notBefore())) {
                return waiting.remove(i);
            }
        }
        return null;
    }

    /** Only one part of a refused batch is in flight at a time, so a server that refuses everything meets no storm. */
    private boolean isSearching() {
        for (InFlightBatch other : inFlight) {
            if (other.batch().history().isInSearch()) {
                return true;
            }
        }
        return false;
    }

    /** Ends the wait of each batch. */
    void cutWaits(long now) {
        waiting.replaceAll(batch -> new Batch(batch.events(), batch.history(), now));
    }

    /** Returns the event that was accepted first; null if there is none. */
    @Nullable
    QueuedEvent oldest() {
        QueuedEvent oldest = null;
        for (Batch batch : waiting) {
            oldest = QueuedEvent.first(oldest, batch.oldest());
        }
        for (InFlightBatch batch : inFlight) {
            oldest = QueuedEvent.first(oldest, batch.oldest());
        }
        return oldest;
    }

    /** Returns every event in here. */
    List<QueuedEvent> events() {
        List<QueuedEvent> events = waitingEvents();
        inFlight.forEach(batch -> events.addAll(batch.batch().events()));
        return events;
    }

    /** Returns the events that wait to be sent again. */
    List<QueuedEvent> waitingEvents() {
        List<QueuedEvent> events = new ArrayList<>();
        waiting.forEach(batch -> events.addAll(batch.events()));
        return events;
    }

    /** Removes the events that are settled; returns the batches in flight of which none is left. */
    List<InFlightBatch> removeSettled() {
        List<InFlightBatch> gone = inFlight.stream()
                .filter(batch -> batch.batch().events().stream().allMatch(QueuedEvent::isSettled))
                .toList();
        gone.forEach(inFlight::remove);
        List<Batch> left = new ArrayList<>();
        for (Batch batch : waiting) {
            List<QueuedEvent> open =
                    batch.events().stream().filter(event -> !event.isSettled()).toList();
            if (!open.isEmpty()) {
                left.add(batch.with(open));
            }
        }
        waiting = left;
        return gone;
    }
}
