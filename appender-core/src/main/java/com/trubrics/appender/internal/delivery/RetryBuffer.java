package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.queue.DeliveryStatus;
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
    /** How many of them have not been tried since the last new batch was, while the circuit breaker is open. */
    private int trialsLeft;

    /** A batch leaves. */
    void departs(InFlightBatch batch) {
        inFlight.add(batch);
    }

    /** A batch is back; answers false if it has been given up. */
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
     * Puts the parts of a refused batch behind those of earlier splits, so larger ones go first and good events are
     * accepted soon; and before those of searches that have begun later.
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

    /** Whether no batch waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes out the first batch whose time has come. */
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

    /** One part of a search is under way at a time, so that a server that refuses everything meets no storm. */
    private boolean isSearching() {
        for (InFlightBatch other : inFlight) {
            if (other.batch().history().isInSearch()) {
                return true;
            }
        }
        return false;
    }

    /** Takes out the next batch for a trial, whatever its time; null if each has had its turn, and a new one may. */
    @Nullable
    Batch nextTrial() {
        if (trialsLeft == 0 || waiting.isEmpty()) {
            return null;
        }
        trialsLeft--;
        return waiting.remove(0);
    }

    /** From now on each batch has its turn as a trial again. */
    void startRound() {
        trialsLeft = waiting.size();
    }

    /** Nanoseconds until the time of a batch comes that may go then; {@link Long#MAX_VALUE} if there is none. */
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

    /** Ends the wait of each batch. */
    void cutWaits(long now) {
        waiting.replaceAll(batch -> new Batch(batch.events(), batch.history(), now));
    }

    /** When the first event of the oldest batch was accepted; {@link DeliveryStatus#NO_EVENT} if there is none. */
    long oldestAcceptedAt() {
        long oldest = DeliveryStatus.NO_EVENT;
        for (InFlightBatch batch : inFlight) {
            oldest = Math.min(oldest, batch.batch().events().get(0).acceptedAt());
        }
        for (Batch batch : waiting) {
            oldest = Math.min(oldest, batch.events().get(0).acceptedAt());
        }
        return oldest;
    }

    /** The lowest sequence of an event in here; {@link Long#MAX_VALUE} if there is none. */
    long lowestSequence() {
        return events().stream().mapToLong(QueuedEvent::sequence).min().orElse(Long.MAX_VALUE);
    }

    /** Every event in here. */
    List<QueuedEvent> events() {
        List<QueuedEvent> events = waitingEvents();
        inFlight.forEach(batch -> events.addAll(batch.batch().events()));
        return events;
    }

    private List<QueuedEvent> waitingEvents() {
        List<QueuedEvent> events = new ArrayList<>();
        waiting.forEach(batch -> events.addAll(batch.events()));
        return events;
    }

    /** Of the batches that wait the events that were accepted before a {@link System#nanoTime}. */
    List<Batch> waitingBefore(long time) {
        return waiting.stream()
                .map(batch -> batch.with(batch.events().stream()
                        .filter(event -> event.acceptedAt() - time < 0)
                        .toList()))
                .toList();
    }

    /** Nanoseconds from a time until the first event that waits was accepted; {@link Long#MAX_VALUE} if none waits. */
    long untilExpiry(long time) {
        long until = Long.MAX_VALUE;
        for (QueuedEvent event : waitingEvents()) {
            until = Math.min(until, event.acceptedAt() - time);
        }
        return until;
    }

    /** Forgets the events that have been settled elsewhere; returns the batches in flight of which none is left. */
    List<InFlightBatch> removeSettled() {
        List<InFlightBatch> gone = new ArrayList<>();
        for (InFlightBatch batch : inFlight) {
            if (batch.batch().events().stream().allMatch(QueuedEvent::isSettled)) {
                gone.add(batch);
            }
        }
        gone.forEach(inFlight::remove);
        List<Batch> left = new ArrayList<>();
        for (Batch batch : waiting) {
            List<QueuedEvent> open =
                    batch.events().stream().filter(event -> !event.isSettled()).toList();
            if (!open.isEmpty()) {
                left.add(open.size() == batch.size() ? batch : batch.with(open));
            }
        }
        waiting = left;
        return gone;
    }
}
