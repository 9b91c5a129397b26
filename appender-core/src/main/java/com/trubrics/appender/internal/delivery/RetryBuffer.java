package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchBisection.Search;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
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
    Batch nextReady(long now) {
        boolean searching = isSearching();
        for (Iterator<Batch> batches = waiting.iterator(); batches.hasNext(); ) {
            Batch batch = batches.next();
            if (now - batch.notBefore() >= 0 && !(searching && batch.history().isInSearch())) {
                batches.remove();
                return batch;
            }
        }
        return null;
    }

    /** Returns the nanoseconds until the next batch may leave; {@link Long#MAX_VALUE} if an answer has to come first. */
    long untilReady(long now) {
        boolean searching = isSearching();
        long until = Long.MAX_VALUE;
        for (Batch batch : waiting) {
            if (!(searching && batch.history().isInSearch())) {
                until = Math.min(until, Math.max(0, batch.notBefore() - now));
            }
        }
        return until;
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
