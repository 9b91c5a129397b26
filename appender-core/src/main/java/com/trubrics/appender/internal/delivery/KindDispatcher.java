package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.DeliverySettings.Batching;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.KindQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchBisection;
import com.trubrics.appender.internal.retry.BatchHistory;
import com.trubrics.appender.internal.retry.CircuitBreaker;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.retry.Moment;
import com.trubrics.appender.internal.retry.Pace;
import com.trubrics.appender.internal.retry.RetryDecision;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which batch of one kind of events is sent next, and carries out what an answer means. Only the delivery thread. */
final class KindDispatcher {

    private final EventKind kind;
    private final EventQueue queue;
    private final KindQueue waiting;
    private final DeliveryCounters counters;
    private final DeliveryLog log;
    private final EndpointHealth health;
    private final CircuitBreaker breaker;
    private final RetryBuffer buffer = new RetryBuffer();
    private long requestInHand = CircuitBreaker.NO_REQUEST;
    /** Events up to this sequence wait in the queue only because the batch before them had reached its bytes. */
    private long restUpTo;
    /** Whether the next trial takes new events, because the last did not: bad batches must not stand for all. */
    private boolean newIsNext;
    /** The events on their way between the queue, the buffer, and a sender. */
    private List<QueuedEvent> inHand = List.of();

    KindDispatcher(
            EventKind kind, EventQueue queue, DeliveryCounters counters, DeliveryLog log, EndpointHealth health) {
        this.kind = kind;
        this.queue = queue;
        this.waiting = queue.of(kind);
        this.counters = counters;
        this.log = log;
        this.health = health;
        this.breaker = health.breaker();
    }

    State state() {
        return health.state();
    }

    Set<InFlightBatch> inFlight() {
        return buffer.inFlight();
    }

    /** Returns the events between the queue and their end. */
    List<QueuedEvent> events() {
        return buffer.events();
    }

    /** Returns whether there have ever been events of this kind. */
    boolean isUsed() {
        return breaker.departures() > 0 || waiting.size() > 0;
    }

    /** Returns whether new events may leave the queue. */
    boolean admitsNew(Moment moment) {
        return breaker.isClosed() || (breaker.admits(moment) && buffer.isEmpty());
    }

    /** Returns how many new events may leave the queue. */
    int sendable(Moment moment) {
        return admitsNew(moment) ? waiting.size() : 0;
    }

    /** Returns whether the oldest new event has waited for {@code flushInterval}. */
    boolean isDue(Moment moment) {
        QueuedEvent oldest = waiting.oldest();
        long interval = queue.settings().batching().flushInterval().toNanos();
        return oldest != null && moment.hasCome(oldest.acceptedAt() + interval);
    }

    /**
     * Hands the next batch to the sender; returns it, or null if none may leave now.
     *
     * @param mayAddRequest whether a full batch of new events justifies a request
     * @param dueUpTo new events up to this sequence may leave in any case, even if they make no full batch
     */
    @Nullable
    InFlightBatch sendNext(BatchSender sender, boolean mayAddRequest, long dueUpTo, Moment moment) {
        Batch batch = next(mayAddRequest, dueUpTo, moment);
        if (batch == null) {
            return null;
        }
        requestInHand = breaker.departs();
        int byteLimit = health.bodyLimit().atMost(queue.settings().batching().maxRequestBytes());
        InFlightBatch departing = new InFlightBatch(kind, batch, requestInHand, byteLimit, moment.now());
        buffer.departs(departing);
        sender.send(departing);
        nothingIsInHand();
        return departing;
    }

    private @Nullable Batch next(boolean mayAddRequest, long dueUpTo, Moment moment) {
        if (breaker.isClosed()) {
            Batch ready = buffer.nextReady(moment);
            return ready == null ? fromQueue(mayAddRequest, dueUpTo, moment) : again(ready);
        } else if (!breaker.admits(moment)) {
            return null;
        }
        // Trials: new events take turns with the batches that wait, whether or not they are due.
        boolean takesTurns = !buffer.isEmpty();
        Batch fresh = takesTurns && !newIsNext
                ? null
                : fromQueue(mayAddRequest, takesTurns ? Long.MAX_VALUE : dueUpTo, moment);
        newIsNext = fresh == null;
        Batch first = fresh == null ? buffer.next() : null;
        return first == null ? fresh : again(first);
    }

    private @Nullable Batch fromQueue(boolean mayAddRequest, long dueUpTo, Moment moment) {
        QueuedEvent oldest = waiting.oldest();
        if (oldest == null) {
            return null;
        }
        Batching batching = queue.settings().batching();
        int size = batching.flushBatchSize();
        boolean isFull = waiting.size() >= size;
        long last = queue.lastSequence();
        boolean leaves = oldest.sequence() <= dueUpTo
                || (mayAddRequest && (isFull || oldest.sequence() <= restUpTo))
                || isDue(moment);
        if (!leaves) {
            return null;
        }
        inHand = waiting.take(size, health.bodyLimit().estimatedAtMost(batching.maxRequestBytes()));
        if (isFull && inHand.size() < size) {
            restUpTo = last;
        }
        return inHand.isEmpty() ? null : new Batch(inHand, BatchHistory.NONE, moment.now());
    }

    private Batch again(Batch batch) {
        inHand = batch.events();
        counters.status().retried();
        if (!batch.history().isInSearch() || batch.size() == 1 || !breaker.isDoubtful()) {
            return batch;
        }
        // Nothing has been accepted lately: one event tells as much as many do, and is accepted more likely.
        buffer.addFirst(List.of(batch.with(inHand.subList(1, inHand.size()))));
        inHand = inHand.subList(0, 1);
        return batch.with(inHand);
    }

    /** Handles the report of a sender; returns false if the batch has been given up, so the report no longer counts. */
    boolean answered(SendReport report, Pace pace, long now) {
        InFlightBatch flight = report.flight();
        if (!buffer.returns(flight)) {
            return false;
        }
        inHand = flight.batch().events();
        requestInHand = flight.request();
        report.unusable().forEach((event, reason) -> counters.dropped(List.of(event), reason));
        List<QueuedEvent> leftOver = report.leftOver();
        if (!leftOver.isEmpty()) {
            buffer.addFirst(List.of(flight.batch().with(leftOver)));
        }
        Outcome outcome = report.outcome();
        if (outcome == null) {
            breaker.unsent(requestInHand);
        } else {
            log.answered(kind, outcome);
            counters.status().answered(outcome.kind(), outcome.detail(), Duration.ofNanos(flight.took(now)), now);
            carryOut(health.answered(report.request(), outcome.kind(), pace, now), report.sent(), outcome, now);
        }
        nothingIsInHand();
        return true;
    }

    private void carryOut(RetryDecision decision, List<QueuedEvent> events, Outcome outcome, long now) {
        BatchHistory history = decision.history();
        switch (decision.action()) {
            case DELIVER -> counters.delivered(events);
            case RETRY -> buffer.add(new Batch(events, history, now + decision.delay()));
            case HALVE -> buffer.addFirst(Batch.each(BatchBisection.halves(events), history, now));
            case BISECT -> buffer.addParts(Batch.each(BatchBisection.split(events, outcome.positions()), history, now));
            case DROP_AS_TOO_LARGE -> counters.dropped(events, DropReason.TOO_LARGE);
            case DROP_AS_REJECTED -> counters.dropped(events, DropReason.REJECTED);
        }
    }

    private void nothingIsInHand() {
        inHand = List.of();
        requestInHand = CircuitBreaker.NO_REQUEST;
    }

    /** Drops what was in hand when a step failed. */
    void dropInHand() {
        breaker.unsent(requestInHand);
        drop(inHand, DropReason.INTERNAL_ERROR);
        nothingIsInHand();
    }

    /** Ends all waits, so that everything is tried at once. */
    void cutWaits(long now) {
        breaker.cutWait(now);
        buffer.cutWaits(now);
    }

    /** Returns the oldest event that is not settled yet; null if there is none. */
    @Nullable
    QueuedEvent oldest() {
        return QueuedEvent.first(waiting.oldest(), buffer.oldest());
    }

    /** Drops what has waited for longer than that. */
    void expire(Duration maxAge, Moment moment) {
        long expired = maxAge.toNanos() + 1;
        waiting.expire(moment.now() - maxAge.toNanos());
        QueuedEvent next = waiting.oldest();
        if (next != null) {
            moment.nextAfter(next.acceptedAt() + expired - moment.now());
        }
        List<QueuedEvent> events = buffer.waitingEvents();
        events.removeIf(event -> !moment.hasCome(event.acceptedAt() + expired));
        drop(events, DropReason.EXPIRED);
    }

    /** Drops everything; answers to what is in flight no longer count. */
    void abandon() {
        drop(events(), DropReason.SHUTDOWN);
        waiting.sweep(DropReason.SHUTDOWN);
    }

    private void drop(List<QueuedEvent> events, DropReason reason) {
        counters.dropped(events, reason);
        buffer.removeSettled().forEach(gone -> breaker.unsent(gone.request()));
    }
}
