package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.DeliveryStatus;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.retry.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Shares the requests among both kinds of events: whose turn it is, and how many are under way. Only the delivery thread. */
final class Dispatcher {

    private final EventQueue queue;
    private final BatchSender sender;
    private final DeliveryStatus status;
    private final RandomGenerator random;
    private final KindDispatcher userEvents;
    private final KindDispatcher llmEvents;
    private final List<KindDispatcher> kinds;
    private final RequestNeed need = new RequestNeed();
    private int next;

    Dispatcher(
            EventQueue queue, DeliveryCounters counters, DeliveryLog log, BatchSender sender, RandomGenerator random) {
        this.queue = queue;
        this.sender = sender;
        this.status = counters.status();
        this.random = random;
        List<EndpointHealth> health = EndpointHealth.ofEach(2);
        this.userEvents = new KindDispatcher(EventKind.USER, queue, counters, log, health.get(0));
        this.llmEvents = new KindDispatcher(EventKind.LLM, queue, counters, log, health.get(1));
        this.kinds = List.of(userEvents, llmEvents);
    }

    KindDispatcher of(EventKind kind) {
        return switch (kind) {
            case USER -> userEvents;
            case LLM -> llmEvents;
        };
    }

    RequestNeed need() {
        return need;
    }

    private List<InFlightBatch> inFlight() {
        List<InFlightBatch> batches = new ArrayList<>();
        kinds.forEach(kind -> batches.addAll(kind.inFlight()));
        return batches;
    }

    /** Returns whether an answer to this batch still counts. */
    boolean isUnderWay(InFlightBatch batch) {
        return of(batch.kind()).inFlight().contains(batch);
    }

    /** Returns how many requests are under way. */
    int underWay() {
        int requests = 0;
        for (KindDispatcher kind : kinds) {
            requests += kind.inFlight().size();
        }
        return requests;
    }

    /** Returns whether {@code maxInFlight} requests are under way. */
    boolean isBusy() {
        return underWay() >= queue.settings().sending().maxInFlight();
    }

    /**
     * Handles the report of a sender.
     *
     * @param stopping whether a stop has its deadline
     */
    void answered(SendReport report, boolean stopping, long now) {
        need.answered();
        Pace pace = new Pace(queue.settings().sending().backoff(), random, stopping);
        of(report.flight().kind()).answered(report, pace, now);
        for (EventKind kind : EventKind.values()) { // both: they share the key
            status.enter(kind, of(kind).state(), now);
        }
    }

    /**
     * Sends everything that may leave now, while the host admits it.
     *
     * @param dueUpTo new events up to this sequence leave even if they make no full batch
     */
    void sendAll(HostRateLimit.Trial host, long dueUpTo, long now) {
        while (host.admits(now)) {
            InFlightBatch sent = sendNext(dueUpTo, now);
            if (sent == null) {
                break;
            }
            host.departs(sent);
            need.departs(underWay(), now);
        }
        need.observe(leftInQueue(now) >= queue.settings().batching().flushBatchSize(), now);
    }

    private @Nullable InFlightBatch sendNext(long dueUpTo, long now) {
        for (int tried = 0; tried < kinds.size() && !isBusy(); tried++) {
            KindDispatcher kind = kinds.get(next);
            next = (next + 1) % kinds.size();
            if (hasPlace(kind)) {
                InFlightBatch sent = kind.sendNext(sender, mayAddRequest(now), dueUpTo, now);
                if (sent != null) {
                    return sent;
                }
            }
        }
        return null;
    }

    /** Returns whether a full batch justifies one more request now. */
    boolean mayAddRequest(long now) {
        return need.justifiesOneMore(underWay(), now) || queue.isCrowded();
    }

    /**
     * Returns whether a kind may have one more request. Once there have been events of both kinds, neither gets all of
     * them: an endpoint that hangs must not hold up the other.
     */
    private boolean hasPlace(KindDispatcher kind) {
        int places = queue.settings().sending().maxInFlight();
        boolean shared = (kind == userEvents ? llmEvents : userEvents).isUsed();
        return kind.inFlight().size() < (shared ? Math.max(1, places - 1) : places);
    }

    /** Returns whether new events of a kind may leave the queue. */
    boolean takesNew(EventKind kind, long now) {
        return hasPlace(of(kind)) && of(kind).takesNew(now);
    }

    /** Returns how many events wait that could leave if one more request was justified. */
    private int leftInQueue(long now) {
        int left = 0;
        for (EventKind kind : EventKind.values()) {
            left += of(kind).takesNew(now) ? queue.of(kind).size() : 0;
        }
        return left;
    }

    /** Tells the queue which events new requests could take; returns whether there are such events, or could be. */
    boolean updateTakeable(long now) {
        boolean any = false;
        for (EventKind kind : EventKind.values()) {
            boolean takes = takesNew(kind, now);
            queue.of(kind).setTakeable(takes);
            any |= takes;
        }
        return any;
    }

    /** Returns the nanoseconds until a batch that waits to be sent again may leave. */
    long untilRetry(long now) {
        long until = Long.MAX_VALUE;
        for (KindDispatcher kind : kinds) {
            until = hasPlace(kind) ? Math.min(until, kind.untilRetry(now)) : until;
        }
        return until;
    }

    /** Returns the oldest event that is not settled yet; null if there is none. */
    @Nullable
    QueuedEvent oldest() {
        return QueuedEvent.first(userEvents.oldest(), llmEvents.oldest());
    }

    /** Publishes what is in memory now, for those who read the statistics. */
    void publish() {
        int events = 0;
        long bytes = 0;
        for (InFlightBatch batch : inFlight()) {
            events += batch.batch().size();
            bytes += batch.weight();
        }
        QueuedEvent oldest = oldest();
        status.holds(oldest == null ? DeliveryStatus.NO_EVENT : oldest.acceptedAt(), events, bytes);
    }

    /** Ends all waits, so that everything is tried at once. */
    void cutWaits(long now) {
        kinds.forEach(kind -> kind.cutWaits(now));
    }

    /**
     * Cancels requests that have lasted longer than {@code requestTimeout}; returns the nanoseconds until the next look.
     * The HTTP client's own timeouts would be watched by a thread that outlives a stop.
     */
    long cancelOverdue(long now) {
        long allowed = TimeUnit.NANOSECONDS.convert(queue.settings().sending().requestTimeout());
        long next = Long.MAX_VALUE;
        for (InFlightBatch batch : inFlight()) {
            if (!batch.isCancelled() && batch.left(allowed, now) <= 0) {
                batch.cancelled(now);
                sender.cancel(batch);
            }
            next = Math.min(next, batch.left(allowed, now));
        }
        return next;
    }

    /** Returns the batches whose senders did not return although they were cancelled. */
    List<InFlightBatch> lost(long now) {
        List<InFlightBatch> lost = inFlight();
        lost.removeIf(batch -> !batch.isLost(now));
        return lost;
    }

    /** Drops events that are older than {@code maxEventAge}; returns the nanoseconds until the next one may be. */
    long expire(long now) {
        Duration maxAge = queue.settings().queueing().maxEventAge();
        long next = Long.MAX_VALUE;
        for (KindDispatcher kind : kinds) {
            next = maxAge == null ? next : Math.min(next, kind.expire(maxAge, now));
        }
        return next;
    }

    /** Drops the events of a kind that can only be sent after a wait that is too long, if no answer is to come. */
    void abandonWhere(LongPredicate isTooLong, long now) {
        for (KindDispatcher kind : kinds) {
            if (kind.inFlight().isEmpty() && kind.oldest() != null && isTooLong.test(kind.untilSendable(now))) {
                kind.abandon();
            }
        }
    }

    /** Drops everything; answers to what is under way no longer count. */
    void abandon() {
        inFlight().forEach(sender::cancel);
        kinds.forEach(KindDispatcher::abandon);
    }

    /** Drops what was in hand when a step failed. */
    void dropInHand() {
        kinds.forEach(KindDispatcher::dropInHand);
    }
}
