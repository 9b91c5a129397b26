package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.event.EventSize;
import com.trubrics.appender.internal.report.Reporter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for their first request: one lock-free queue for each kind, one memory budget for both.
 *
 * <p>Any thread offers; the delivery thread takes. An offer blocks only under {@code overflow=block}, and wakes the
 * delivery thread only if that has something to do and would not see it in a moment by itself: arm its timer for the
 * first event, send a full batch, or make room.
 */
public final class EventQueue {

    /** How far an offer has come; what it holds of the budget while it is neither added nor ended. */
    private enum Stage {
        SEEN(0),
        ACQUIRED(1),
        ADDED(0),
        ENDED(0);

        final int held;

        Stage(int held) {
            this.held = held;
        }
    }

    private final DeliveryCounters counters;
    private final DeliveryCounters.Unfinished unfinished;
    private final Admission admission;
    private final Runnable wakeUp;
    private final KindQueue userEvents;
    private final KindQueue llmEvents;
    private final WakeupThreshold threshold = new WakeupThreshold();
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean swept;
    /** Whether a caller lacked the stack or the memory to wake the delivery thread: the next one does. */
    private volatile boolean wakeupMissed;

    /**
     * A queue for one pipeline.
     *
     * @param mayBlock whether the calling thread may wait for capacity; the delivery thread would wait for itself
     * @param wakeUp wakes the delivery thread, and starts it if need be; called on the offering thread
     */
    public EventQueue(
            DeliveryCounters counters,
            Reporter reporter,
            DeliverySettings settings,
            BooleanSupplier mayBlock,
            Runnable wakeUp) {
        this.counters = counters;
        this.unfinished = counters.unfinished();
        this.userEvents = new KindQueue(counters);
        this.llmEvents = new KindQueue(counters);
        this.admission = new Admission(counters.budget(), reporter, settings, mayBlock);
        this.wakeUp = wakeUp;
    }

    /** Goes on with other settings. Any thread. */
    public void use(DeliverySettings settings) {
        admission.use(settings);
    }

    /** The settings that hold now, for the whole pipeline. Any thread. */
    public DeliverySettings settings() {
        return admission.settings();
    }

    /** Says when an offer wakes the delivery thread. */
    public WakeupThreshold threshold() {
        return threshold;
    }

    /** The waiting events of a kind. */
    public KindQueue of(EventKind kind) {
        return switch (kind) {
            case USER -> userEvents;
            case LLM -> llmEvents;
        };
    }

    /** Accepts an event or counts why not. Any thread. Throws only if there is no stack to begin with. */
    public void offer(Event event, long now) {
        KindQueue queue = of(EventKind.of(event)); // first: an error before the event counts as seen leaves no trace
        counters.seen();
        Stage stage = Stage.SEEN;
        int weight = 0;
        try {
            int size = EventSize.asJson(event);
            weight = QueuedEvent.weigh(event);
            DropReason refusal = refusal(size, weight);
            if (refusal != null) {
                counters.dropped(refusal);
                stage = Stage.ENDED;
                report(refusal, weight);
                return;
            }
            stage = Stage.ACQUIRED;
            queue.add(new QueuedEvent(event, sequence.incrementAndGet(), now, size, weight));
            stage = Stage.ADDED;
            boolean first = queue.count() == 1;
            stage = Stage.ENDED;
            wakeUpIfNeeded(first);
            if (swept) {
                sweepFinally(); // the last sweep may have passed before this event was there
            }
        } catch (VirtualMachineError e) {
            // The stack may be too short to call any method, and yet the sum must hold.
            wakeupMissed = true;
            if (stage == Stage.ADDED) {
                synchronized (queue) {
                    queue.uncounted++;
                }
            } else if (stage != Stage.ENDED) {
                synchronized (unfinished) {
                    unfinished.lost++;
                    unfinished.held += stage.held;
                    unfinished.bytes += stage.held * (long) weight;
                }
            }
        }
    }

    /** Acquires capacity, or says why the event is dropped. */
    private @Nullable DropReason refusal(int size, int weight) {
        DropReason refusal = admission.refusal(size, weight);
        if (refusal != DropReason.QUEUE_FULL || !admission.canEverFit(weight)) {
            return refusal;
        }
        // A few large events can fill the queue: what waits should then be sent, though it makes no full batch.
        if (threshold.isReachedWithoutCapacity(takeable())) {
            wakeUp.run();
        }
        return admission.refusalOnOverflow(weight, this::evictOldest);
    }

    private boolean evictOldest() {
        QueuedEvent evicted = pollOldest();
        if (evicted != null) {
            counters.dropWaiting(evicted, DropReason.QUEUE_FULL);
            report(DropReason.QUEUE_FULL, evicted.weight());
        }
        return evicted != null;
    }

    private @Nullable QueuedEvent pollOldest() {
        while (true) {
            QueuedEvent oldest = QueuedEvent.first(userEvents.oldest(), llmEvents.oldest());
            if (oldest == null) {
                return null;
            }
            QueuedEvent polled = of(EventKind.of(oldest.event())).poll();
            if (polled != null) { // else somebody else took the head: look again
                return polled;
            }
        }
    }

    private void report(DropReason reason, int weight) {
        if (admission.note(reason, weight)) {
            wakeUp.run();
        }
    }

    private void wakeUpIfNeeded(boolean firstOfKind) {
        int takeable = takeable();
        // A caller may have begun to wait since this event got the last of the capacity.
        boolean blocked = counters.budget().isAwaited() && threshold.isReachedWithoutCapacity(takeable);
        if (threshold.isReached(firstOfKind, takeable) || blocked || wakeupMissed) {
            wakeupMissed = true;
            wakeUp.run();
            wakeupMissed = false;
        }
    }

    /** Counts what offers lacked the stack or the memory to count. Only the delivery thread. */
    public void finishUnfinished() {
        userEvents.countUncounted();
        llmEvents.countUncounted();
        if (counters.finishUnfinished()) {
            admission.noteUnfinished();
        }
    }

    /** So many waiting events leave too little capacity to wait any longer: half of it, but at least a batch. */
    public int crowd() {
        DeliverySettings current = settings();
        return Math.max(current.batching().flushBatchSize(), current.queueing().capacity() / 2);
    }

    /** Whether capacity is running out, or an offer has found none. Any thread. */
    public boolean isCrowded() {
        return takeable() >= crowd() || threshold.lacksCapacity();
    }

    /** Whether the events that wait or are under way hold more than half of the bytes that there are for them. */
    public boolean isHalfFullOfBytes() {
        return counters.budget().bytes() >= settings().queueing().bytes() / 2;
    }

    /** Events that wait and that the delivery thread can use now. Exact when nothing happens at the same time. */
    public int takeable() {
        return userEvents.takeable() + llmEvents.takeable();
    }

    /** The sequence of the event accepted last. */
    public long lastSequence() {
        return sequence.get();
    }

    /** From now on every offer is dropped, {@code CLOSED}; callers that wait for capacity give up. */
    public void close() {
        admission.close();
    }

    /** Drops what slipped in while it was being closed; what slips in later drops itself. After {@link #close()}. */
    public void sweepFinally() {
        swept = true;
        sweep(DropReason.CLOSED);
    }

    /** Drops all that waits. Any thread. */
    public void sweep(DropReason reason) {
        userEvents.sweep(reason);
        llmEvents.sweep(reason);
    }
}
