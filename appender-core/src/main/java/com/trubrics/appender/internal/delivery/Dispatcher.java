package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.DeliveryStatus;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.retry.Moment;
import com.trubrics.appender.internal.retry.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shares the requests among both kinds of events: whose turn it is, how many are under way, and which new events leave
 * although they make no full batch. Only the delivery thread.
 */
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
    /** New events up to this sequence leave even if they make no full batch. */
    private long dueUpTo;

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
        List<InFlightBatch> batches = new ArrayList<>(userEvents.inFlight());
        batches.addAll(llmEvents.inFlight());
        return batches;
    }

    int underWay() {
        return userEvents.inFlight().size() + llmEvents.inFlight().size();
    }

    boolean isBusy() {
        return underWay() >= settings().sending().maxInFlight();
    }

    private DeliverySettings settings() {
        return queue.settings();
    }

    /**
     * Handles the report of a sender; returns whether it counts.
     *
     * @param stopping whether a stop has its deadline
     */
    boolean answered(SendReport report, boolean stopping, long now) {
        need.answered();
        Pace pace = new Pace(settings().sending().backoff(), random, stopping);
        boolean counts = of(report.flight().kind()).answered(report, pace, now);
        for (EventKind kind : EventKind.values()) { // both: they share the key
            status.enter(kind, of(kind).state(), now);
        }
        return counts;
    }

    /** Makes new events up to a sequence due. */
    void flush(long upTo) {
        dueUpTo = Math.max(dueUpTo, upTo);
    }

    /**
     * Sends everything that may leave now, while the host admits it.
     *
     * @param ending whether the pipeline comes to an end, so nothing waits for a full batch
     */
    void sendAll(HostRateLimit.Trial host, boolean ending, Moment moment) {
        if (ending || cannotWaitForAFullBatch(moment)) {
            flush(queue.lastSequence());
        }
        while (host.admits(moment)) {
            InFlightBatch sent = sendNext(moment);
            if (sent == null) {
                break;
            }
            host.departs(sent);
            need.departs(underWay(), moment.now());
            moment.nextAfter(TimeUnit.NANOSECONDS.convert(settings().sending().requestTimeout()));
        }
        need.observe(leftInQueue(moment) >= settings().batching().flushBatchSize(), moment.now());
    }

    /** Returns how many events wait that could leave if one more request was justified. */
    int leftInQueue(Moment moment) {
        return userEvents.sendable(moment) + llmEvents.sendable(moment);
    }

    /** Returns whether both kinds together are enough for a batch, or the queue is full, but no batch of one kind is. */
    private boolean cannotWaitForAFullBatch(Moment moment) {
        int batchSize = settings().batching().flushBatchSize();
        int together = 0;
        for (KindDispatcher kind : kinds) {
            // Counted once: otherwise a kind that fills up meanwhile would pass for both, and a few events would leave.
            int waiting = hasPlace(kind) ? kind.sendable(moment) : 0;
            if (waiting >= batchSize) {
                return false; // it leaves by itself, and frees more capacity than the few other events would
            }
            together += waiting;
        }
        return queue.threshold().hasLackedCapacity() || (together >= batchSize && mayAddRequest(moment));
    }

    private @Nullable InFlightBatch sendNext(Moment moment) {
        for (int tried = 0; tried < kinds.size() && !isBusy(); tried++) {
            KindDispatcher kind = kinds.get(next);
            next = (next + 1) % kinds.size();
            if (hasPlace(kind)) {
                InFlightBatch sent = kind.sendNext(sender, mayAddRequest(moment), dueUpTo, moment);
                if (sent != null) {
                    return sent;
                }
            }
        }
        return null;
    }

    /** Returns whether a full batch justifies one more request now. */
    boolean mayAddRequest(Moment moment) {
        return need.justifiesOneMore(underWay(), moment) || queue.isCrowded();
    }

    /**
     * Returns whether a kind may have one more request. Once there have been events of both kinds, neither gets all of
     * them: an endpoint that hangs must not hold up the other.
     */
    private boolean hasPlace(KindDispatcher kind) {
        int places = settings().sending().maxInFlight();
        boolean shared = (kind == userEvents ? llmEvents : userEvents).isUsed();
        return kind.inFlight().size() < (shared ? Math.max(1, places - 1) : places);
    }

    private boolean admitsNew(KindDispatcher kind, Moment moment) {
        return hasPlace(kind) && kind.admitsNew(moment);
    }

    /** Returns whether new events that could leave have waited for {@code flushInterval}. */
    boolean isAnyDue(Moment moment) {
        boolean due = false;
        for (KindDispatcher kind : kinds) {
            due |= admitsNew(kind, moment) && kind.isDue(moment);
        }
        return due;
    }

    /** Tells the queue which events new requests could take; returns whether there are such events, or could be. */
    boolean updateSendable(Moment moment) {
        boolean any = false;
        for (EventKind kind : EventKind.values()) {
            boolean takes = admitsNew(of(kind), moment);
            queue.of(kind).setSendable(takes);
            any |= takes;
        }
        return any;
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
     * Cancels requests that have lasted longer than {@code requestTimeout}; returns those whose senders do not return all
     * the same. The HTTP client's own timeouts would be watched by a thread that outlives a stop.
     */
    List<InFlightBatch> cancelOverdue(Moment moment) {
        long allowed = TimeUnit.NANOSECONDS.convert(settings().sending().requestTimeout());
        List<InFlightBatch> lost = inFlight();
        lost.removeIf(batch -> {
            if (batch.isOverdue(allowed, moment)) {
                batch.cancelled(moment.now());
                sender.cancel(batch);
            }
            return !batch.isLost(moment);
        });
        return lost;
    }

    /** Drops events that are older than {@code maxEventAge}. */
    void expire(Moment moment) {
        Duration maxAge = settings().queueing().maxEventAge();
        if (maxAge != null) {
            kinds.forEach(kind -> kind.expire(maxAge, moment));
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
