package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.queue.DeliveryCounters.Unfinished;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait for their first request: a lock-free queue for each kind, and one memory budget for both.
 *
 * <p>Any thread offers; the delivery thread takes. An offer blocks only under {@code overflow=block}. It wakes the
 * delivery thread only if that would not notice in time by itself that it has to set its timer, send a full batch, or free
 * capacity.
 */
public final class EventQueue {

    private final DeliveryCounters counters;
    private final Admission admission;
    private final Runnable wakeUp;
    private final KindQueue userEvents;
    private final KindQueue llmEvents;
    private final WakeupThreshold threshold = new WakeupThreshold();
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean swept;
    /** Whether a caller had no stack or memory left to wake the delivery thread, so the next one should. */
    private volatile boolean wakeupMissed;

    /**
     * Creates the queue of a pipeline.
     *
     * @param mayBlock tells whether the calling thread may wait for capacity; the delivery thread would wait for itself
     * @param wakeUp wakes the delivery thread, which it starts if necessary; called on the offering thread
     */
    public EventQueue(
            DeliveryCounters counters,
            RateLimitedDiagnostics reporter,
            DeliverySettings settings,
            BooleanSupplier mayBlock,
            Runnable wakeUp) {
        this.counters = counters;
        this.userEvents = new KindQueue(counters);
        this.llmEvents = new KindQueue(counters);
        this.admission = new Admission(counters.budget(), reporter, settings, mayBlock);
        this.wakeUp = wakeUp;
    }

    /** Changes the settings. Any thread. */
    public void use(DeliverySettings settings) {
        admission.use(settings);
    }

    /** Returns the present settings of the whole pipeline. Any thread. */
    public DeliverySettings settings() {
        return admission.settings();
    }

    /** Returns what decides when an offer wakes the delivery thread. */
    public WakeupThreshold threshold() {
        return threshold;
    }

    /** Returns the waiting events of a kind. */
    public KindQueue of(EventKind kind) {
        return switch (kind) {
            case USER -> userEvents;
            case LLM -> llmEvents;
        };
    }

    private KindQueue of(Event event) {
        return event instanceof LlmEvent ? llmEvents : userEvents;
    }

    /** Accepts an event, or counts why not. Any thread. Throws only if the event has not been counted as seen. */
    public void offer(Event event, long now) {
        Unfinished own = new Unfinished();
        counters.seen();
        own.lost = 1;
        try {
            int size = EventSize.asJson(event);
            int weight = QueuedEvent.weigh(event);
            DropReason refusal = refusal(size, weight, own);
            if (refusal != null) {
                counters.dropped(refusal);
                own.lost--;
                report(refusal, weight);
                return;
            }
            own.held++;
            own.bytes += weight;
            boolean first = of(event).add(new QueuedEvent(event, sequence.incrementAndGet(), now, size, weight));
            own.lost--;
            own.held--;
            own.bytes -= weight;
            wakeUpIfNeeded(first);
            if (swept) {
                sweepFinally(); // the last sweep may have passed before this event was there
            }
        } catch (Error e) {
            // The stack may be too short for any call, even for a lock.
            wakeupMissed = true;
            own.next = counters.unfinished;
            counters.unfinished = own;
        }
    }

    /** Acquires capacity, or returns why the event is dropped. */
    private @Nullable DropReason refusal(int size, int weight, Unfinished own) {
        DropReason refusal = admission.refusal(size, weight);
        if (refusal != DropReason.QUEUE_FULL || !admission.canEverFit(weight)) {
            return refusal;
        }
        // A few large events can fill the queue. They should then be sent, although they make no full batch. If there
        // is capacity, and only other callers come first, then sending a few events early would help nobody.
        if (admission.isFull(weight)) {
            freeCapacity();
        }
        return admission.refusalOnOverflow(weight, () -> evictOldest(own), this::freeCapacity);
    }

    private void freeCapacity() {
        if (threshold.isReachedWithoutCapacity(sendable()) || wakeupMissed) {
            wakeUp();
        }
    }

    private boolean evictOldest(Unfinished own) {
        while (true) {
            QueuedEvent oldest = QueuedEvent.first(userEvents.oldest(), llmEvents.oldest());
            if (oldest == null) {
                return false;
            }
            KindQueue queue = of(oldest.event());
            if (queue.drop(oldest, DropReason.QUEUE_FULL, own)) { // else another thread has taken it: look again
                report(DropReason.QUEUE_FULL, oldest.weight());
                return true;
            }
        }
    }

    private void report(DropReason reason, int weight) {
        if (admission.note(reason, weight)) {
            wakeUp();
        }
    }

    private void wakeUp() {
        wakeupMissed = false; // first: should this fail, offer sets it
        wakeUp.run();
    }

    private void wakeUpIfNeeded(boolean firstOfKind) {
        int sendable = sendable();
        // A caller may have begun to wait after this event got the last of the capacity, but before it could be sent.
        boolean blocked = counters.budget().isLacking() && threshold.isReachedWithoutCapacity(sendable);
        if (threshold.isReached(firstOfKind, sendable) || blocked || wakeupMissed) {
            wakeUp();
        }
    }

    /** Counts what offers could not count, because they ran out of stack or memory. Only the delivery thread. */
    public void finishUnfinished() {
        if (counters.finishUnfinished()) {
            admission.noteUnfinished();
        }
    }

    /** Returns how many waiting events leave too little capacity to wait any longer: half of it, but at least a batch. */
    public int crowd() {
        DeliverySettings current = settings();
        return Math.max(current.batching().flushBatchSize(), current.queueing().capacity() / 2);
    }

    /** Returns whether capacity is running out, or an offer has found none. Any thread. */
    public boolean isCrowded() {
        return sendable() >= crowd() || threshold.lacksCapacity();
    }

    /** Returns whether the events in memory hold at least half of {@code queueBytes}. */
    public boolean isHalfFullOfBytes() {
        return counters.budget().bytes() >= settings().queueing().bytes() / 2;
    }

    /** Returns how many events wait that the delivery thread can use now. Exact if nothing happens at the same time. */
    public int sendable() {
        return userEvents.sendable() + llmEvents.sendable();
    }

    /** Returns the sequence of the event that was accepted last. */
    public long lastSequence() {
        return sequence.get();
    }

    /** Drops every offer from now on, {@code CLOSED}; callers that wait for capacity give up. */
    public void close() {
        admission.close();
    }

    /** Drops what was offered while it was being closed; what comes later drops itself. After {@link #close()}. */
    public void sweepFinally() {
        swept = true;
        userEvents.sweep(DropReason.CLOSED);
        llmEvents.sweep(DropReason.CLOSED);
    }
}
