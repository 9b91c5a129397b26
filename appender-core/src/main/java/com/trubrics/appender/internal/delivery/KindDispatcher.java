package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.DeliveryStatus;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.KindQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.BatchBisection;
import com.trubrics.appender.internal.retry.CircuitBreaker;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.retry.Pace;
import com.trubrics.appender.internal.retry.RetryDecision;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one kind of events: which batch goes next, and what an answer means for it. Only the delivery thread;
 * time is handed in.
 */
final class KindDispatcher {

    private final EventKind kind;
    private final EventQueue queue;
    private final KindQueue waiting;
    private final DeliveryCounters counters;
    private final DeliveryLog log;
    private final EndpointHealth health;
    private final CircuitBreaker breaker;
    private final RetryBuffer buffer = new RetryBuffer();
    private final BatchSource source;
    /** Whether a batch is on its way to a sender. */
    private boolean sending;
    /** What a sender has reported of, until that has had its effect. */
    private @Nullable InFlightBatch returning;

    KindDispatcher(
            EventKind kind, EventQueue queue, DeliveryCounters counters, DeliveryLog log, EndpointHealth health) {
        this.kind = kind;
        this.queue = queue;
        this.waiting = queue.of(kind);
        this.counters = counters;
        this.log = log;
        this.health = health;
        this.breaker = health.breaker();
        this.source = new BatchSource(kind, queue, health, buffer);
    }

    EventKind kind() {
        return kind;
    }

    /** What waits for its first request. */
    KindQueue waiting() {
        return waiting;
    }

    /** How its endpoint is doing. */
    State state() {
        return health.state();
    }

    /** The requests under way. */
    Set<InFlightBatch> inFlight() {
        return buffer.inFlight();
    }

    /** Whether it has ever had events. */
    boolean isUsed() {
        return breaker.departures() > 0 || waiting.size() > 0;
    }

    /** Whether new events may leave the queue. */
    boolean takesNew(long now) {
        return breaker.isClosed() || (breaker.admits(now) && buffer.isEmpty());
    }

    /**
     * Hands the next batch to the sender; answers with it, or with null if none may leave now.
     *
     * @param mayAddRequest whether a request with new events is worth it for its own sake
     * @param dueUpTo events up to this sequence may leave the queue anyhow, and in a batch that is not full
     */
    @Nullable
    InFlightBatch sendNext(BatchSender sender, boolean mayAddRequest, long dueUpTo, long now) {
        sending = true;
        Batch batch = source.next(mayAddRequest, dueUpTo, now);
        InFlightBatch departing = null;
        if (batch != null) {
            int byteLimit =
                    health.bodyLimit().atMost(queue.settings().batching().maxRequestBytes());
            departing = new InFlightBatch(kind, batch, breaker.departs(), byteLimit);
            if (source.isRetry()) {
                counters.status().retried();
            }
            buffer.departs(departing);
            sender.send(departing);
            source.placed();
        }
        sending = false;
        return departing;
    }

    /** Handles the report of a sender. */
    void answered(SendReport report, Pace pace, long now) {
        if (!buffer.returns(report.flight())) {
            return; // given up
        }
        Batch batch = report.flight().batch();
        returning = report.flight();
        report.unusable().forEach((event, reason) -> counters.dropped(List.of(event), reason));
        health.ended(batch.history(), report.unusable().size());
        List<QueuedEvent> leftOver = report.leftOver();
        if (!leftOver.isEmpty()) {
            buffer.addFirst(List.of(batch.with(leftOver)));
        }
        if (report.outcome() == null) {
            breaker.unsent(report.flight().request());
        } else {
            judge(batch.with(report.sent()), report, pace, now);
        }
        returning = null;
    }

    private void judge(Batch batch, SendReport report, Pace pace, long now) {
        Outcome outcome = Objects.requireNonNull(report.outcome());
        log.answered(kind, outcome);
        Duration took = Duration.ofNanos(report.flight().took(now));
        counters.status().answered(outcome.kind(), outcome.detail(), took, now);
        RetryDecision decision = health.answered(
                new EndpointHealth.Request(report.flight().request(), batch.size(), report.bytes(), batch.history()),
                outcome.kind(),
                pace,
                now);
        List<QueuedEvent> events = batch.events();
        switch (decision.action()) {
            case DELIVER -> counters.delivered(events);
            case RETRY -> buffer.add(new Batch(events, decision.history(), now + decision.delay()));
            case HALVE -> buffer.addFirst(Batch.each(BatchBisection.halves(events), decision.history(), now));
            case BISECT ->
                buffer.addParts(Batch.each(BatchBisection.split(events, outcome.positions()), decision.history(), now));
            case DROP_AS_TOO_LARGE -> counters.dropped(events, DropReason.TOO_LARGE);
            case DROP_AS_REJECTED -> counters.dropped(events, DropReason.REJECTED);
        }
    }

    /** Ends all waits, so that everything is tried at once. */
    void cutWaits(long now) {
        breaker.cutWait(now);
        buffer.cutWaits(now);
    }

    /** Nanoseconds until a batch that waits for its time, or as a trial, may go. */
    long untilNext(long now) {
        return breaker.isClosed() ? buffer.untilReady(now) : breaker.untilTrial(now);
    }

    /** Whether something waits, to be sent again or for the first time. */
    boolean hasWaiting() {
        return !buffer.isEmpty() || waiting.oldest() != null;
    }

    /** Nanoseconds until something that waits may be sent. */
    long untilSendable(long now) {
        if (breaker.isClosed()) {
            return waiting.oldest() == null ? buffer.untilReady(now) : 0;
        }
        return breaker.admits(now) ? 0 : breaker.untilTrial(now);
    }

    /** Every event between the queue and its end. */
    List<QueuedEvent> events() {
        return buffer.events();
    }

    /** The lowest sequence that is not settled. */
    long lowestSequence() {
        QueuedEvent oldest = waiting.oldest();
        long inQueue = oldest == null ? Long.MAX_VALUE : oldest.sequence();
        return Math.min(inQueue, buffer.lowestSequence());
    }

    /** When the oldest event was accepted that is not settled; {@link DeliveryStatus#NO_EVENT} if there is none. */
    long oldestAcceptedAt() {
        QueuedEvent oldest = waiting.oldest();
        long inQueue = oldest == null ? DeliveryStatus.NO_EVENT : oldest.acceptedAt();
        return Math.min(inQueue, buffer.oldestAcceptedAt());
    }

    /** Whether nothing waits and nothing is under way. */
    boolean isDrained() {
        return buffer.inFlight().isEmpty() && !hasWaiting();
    }

    /** Drops what has waited for longer than that; answers in how many nanoseconds the next event may have. */
    long expire(Duration maxAge, long now) {
        long acceptedBefore = now - maxAge.toNanos();
        waiting.expire(acceptedBefore);
        for (Batch old : buffer.waitingBefore(acceptedBefore)) {
            counters.dropped(old.events(), DropReason.EXPIRED);
            health.ended(old.history(), old.size());
        }
        forgetSettled();
        QueuedEvent oldest = waiting.oldest();
        long oldestAge = oldest == null ? Long.MAX_VALUE : oldest.acceptedAt() - acceptedBefore;
        return Math.max(1, Math.min(oldestAge, buffer.untilExpiry(acceptedBefore)));
    }

    /** Drops everything; answers to what is in flight no longer count. */
    void abandon() {
        counters.dropped(events(), DropReason.SHUTDOWN);
        forgetSettled();
        waiting.sweep(DropReason.SHUTDOWN);
    }

    /** Answers to what is forgotten no longer count: neither as a trial. */
    private void forgetSettled() {
        buffer.removeSettled().forEach(gone -> breaker.unsent(gone.request()));
    }

    /** A step failed: what it had in hand is given up, and counted. */
    void dropInHand() {
        if (sending) {
            counters.dropped(source.taken(), DropReason.INTERNAL_ERROR);
            source.placed();
            breaker.unsent(breaker.departures());
        }
        if (returning != null) {
            counters.dropped(returning.batch().events(), DropReason.INTERNAL_ERROR);
            breaker.unsent(returning.request());
        }
        sending = false;
        returning = null;
        forgetSettled();
    }
}
