package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.DeliveryStatus;
import com.trubrics.appender.internal.queue.EventQueue;
import com.trubrics.appender.internal.retry.EndpointHealth;
import com.trubrics.appender.internal.retry.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Both kinds of deliveries: whose turn it is, and how many requests are under way. Only the delivery thread. */
final class Dispatcher {

    private final EventQueue queue;
    private final BatchSender sender;
    private final RandomGenerator random;
    private final DeliveryStatus status;
    private final KindDispatcher userEvents;
    private final KindDispatcher llmEvents;
    private final List<KindDispatcher> all;
    private final RequestNeed need = new RequestNeed();
    private int next;

    Dispatcher(
            EventQueue queue, DeliveryCounters counters, DeliveryLog log, BatchSender sender, RandomGenerator random) {
        this.queue = queue;
        this.sender = sender;
        this.random = random;
        this.status = counters.status();
        List<EndpointHealth> health = EndpointHealth.ofEach(2);
        this.userEvents = new KindDispatcher(EventKind.USER, queue, counters, log, health.get(0));
        this.llmEvents = new KindDispatcher(EventKind.LLM, queue, counters, log, health.get(1));
        this.all = List.of(userEvents, llmEvents);
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

    /** Whether an answer to this batch still counts. */
    boolean isUnderWay(InFlightBatch batch) {
        return of(batch.kind()).inFlight().contains(batch);
    }

    /**
     * Handles the report of a sender.
     *
     * @param stopping whether a stop has its deadline
     */
    void answered(SendReport report, boolean stopping, long now) {
        need.answered();
        Pace pace = new Pace(settings().sending().backoff(), random, stopping);
        of(report.flight().kind()).answered(report, pace, now);
        all.forEach(kind -> status.enter(kind.kind(), kind.state(), now)); // of both: they share the key
    }

    /**
     * Sends all that may leave now, while the host admits it.
     *
     * @param dueUpTo events up to this sequence leave the queue even in a batch that is not full
     */
    void sendAll(HostTrial host, long dueUpTo, long now) {
        while (host.admits(now)) {
            InFlightBatch sent = sendNext(dueUpTo, now);
            if (sent == null) {
                break;
            }
            host.departs(sent);
            need.departs(underWay(), now);
        }
        need.observe(leftInQueue(now) >= settings().batching().flushBatchSize(), now);
    }

    private @Nullable InFlightBatch sendNext(long dueUpTo, long now) {
        for (int tried = 0; tried < all.size() && !isBusy(); tried++) {
            KindDispatcher kind = all.get(next);
            next = (next + 1) % all.size();
            if (hasPlace(kind)) {
                InFlightBatch sent = kind.sendNext(sender, mayAddRequest(now), dueUpTo, now);
                if (sent != null) {
                    return sent;
                }
            }
        }
        return null;
    }

    /** Whether one more request may leave now, for its own sake. */
    boolean mayAddRequest(long now) {
        return need.justifiesOneMore(underWay(), now) || queue.isCrowded();
    }

    private DeliverySettings settings() {
        return queue.settings();
    }

    /** Whether as many requests are under way as may be. */
    boolean isBusy() {
        return underWay() >= settings().sending().maxInFlight();
    }

    /** How many requests are under way. */
    int underWay() {
        return userEvents.inFlight().size() + llmEvents.inFlight().size();
    }

    /**
     * Whether a kind may have one more of the places. Once there have been events of both, neither has all: an endpoint
     * that hangs must not hold up the other.
     */
    private boolean hasPlace(KindDispatcher kind) {
        int places = settings().sending().maxInFlight();
        boolean shared = (kind == userEvents ? llmEvents : userEvents).isUsed();
        return kind.inFlight().size() < (shared ? Math.max(1, places - 1) : places);
    }

    /** Whether new events of a kind may leave the queue. */
    boolean takesNew(EventKind kind, long now) {
        return takesNew(of(kind), now);
    }

    private boolean takesNew(KindDispatcher kind, long now) {
        return hasPlace(kind) && kind.takesNew(now);
    }

    /** How many events wait that could leave, if there was a place for one more request. */
    private int leftInQueue(long now) {
        int waiting = 0;
        for (KindDispatcher kind : all) {
            waiting += kind.takesNew(now) ? kind.waiting().size() : 0;
        }
        return waiting;
    }

    /** Whether an event that comes now could leave. */
    boolean takesAny(long now) {
        return takesNew(userEvents, now) || takesNew(llmEvents, now);
    }

    /** How many events wait that new requests could take; the queue counts the same from now on. */
    int takeable(long now) {
        all.forEach(kind -> kind.waiting().setTakeable(takesNew(kind, now)));
        return queue.takeable();
    }

    /** Nanoseconds until a batch that waits for its time may go. */
    long untilNext(long now) {
        long until = Long.MAX_VALUE;
        for (KindDispatcher kind : all) {
            until = hasPlace(kind) ? Math.min(until, kind.untilNext(now)) : until;
        }
        return until;
    }

    /** The lowest sequence that is not settled. */
    long lowestSequence() {
        return Math.min(userEvents.lowestSequence(), llmEvents.lowestSequence());
    }

    /** Publishes what is in memory now. */
    void publish() {
        int events = 0;
        long bytes = 0;
        for (KindDispatcher kind : all) {
            for (InFlightBatch batch : kind.inFlight()) {
                events += batch.batch().size();
                bytes += batch.weight();
            }
        }
        status.holds(Math.min(userEvents.oldestAcceptedAt(), llmEvents.oldestAcceptedAt()), events, bytes);
    }

    /** Whether nothing waits and nothing is under way. */
    boolean isDrained() {
        return userEvents.isDrained() && llmEvents.isDrained();
    }

    /** Ends all waits, so that everything is tried at once. */
    void cutWaits(long now) {
        all.forEach(kind -> kind.cutWaits(now));
    }

    /**
     * Ends attempts that have taken longer than {@code requestTimeout}; answers in how many nanoseconds to look again. The
     * HTTP client's own timeouts would be watched by a thread that outlives a stop.
     */
    long cancelOverdue(long now) {
        long allowed = TimeUnit.NANOSECONDS.convert(settings().sending().requestTimeout());
        long next = Long.MAX_VALUE;
        for (KindDispatcher kind : all) {
            for (InFlightBatch batch : kind.inFlight()) {
                if (!batch.isCancelled() && batch.left(allowed, now) <= 0) {
                    batch.cancelled(now);
                    sender.cancel(batch);
                }
                next = Math.min(next, batch.left(allowed, now));
            }
        }
        return next;
    }

    /** The attempts whose senders did not return when they were cancelled. */
    List<InFlightBatch> lost(long now) {
        List<InFlightBatch> lost = new ArrayList<>();
        all.forEach(kind ->
                kind.inFlight().stream().filter(batch -> batch.isLost(now)).forEach(lost::add));
        return lost;
    }

    /** Drops what is too old; answers in how many nanoseconds the next event may be. */
    long expire(long now) {
        var maxAge = settings().queueing().maxEventAge();
        return maxAge == null
                ? Long.MAX_VALUE
                : Math.min(userEvents.expire(maxAge, now), llmEvents.expire(maxAge, now));
    }

    /** Gives up the events of a kind that can only be sent after a wait that is too long, where no answer is to come. */
    void abandonWhere(LongPredicate isTooLong, long now) {
        for (KindDispatcher kind : all) {
            if (kind.inFlight().isEmpty() && kind.hasWaiting() && isTooLong.test(kind.untilSendable(now))) {
                kind.abandon();
            }
        }
    }

    /** Gives up everything; answers to what is under way no longer count. */
    void abandon() {
        all.forEach(kind -> kind.inFlight().forEach(sender::cancel));
        all.forEach(KindDispatcher::abandon);
    }

    /** A step failed: what it had in hand is given up, and counted. */
    void dropInHand() {
        all.forEach(KindDispatcher::dropInHand);
    }
}
