package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.event.EventKind;
import org.jspecify.annotations.Nullable;

/** The waiting events of both kinds. What is taken out of them to be dropped is counted. Any thread. */
final class WaitingEvents {

    private final KindQueue userEvents = new KindQueue();
    private final KindQueue llmEvents = new KindQueue();
    private final DeliveryCounters counters;

    WaitingEvents(DeliveryCounters counters) {
        this.counters = counters;
    }

    KindQueue of(EventKind kind) {
        return switch (kind) {
            case USER -> userEvents;
            case LLM -> llmEvents;
        };
    }

    /** Events that the delivery thread can use now. Exact when nothing happens at the same time. */
    int takeable() {
        return userEvents.takeable() + llmEvents.takeable();
    }

    /** Counts what offers lacked the stack or the memory to count. */
    void countUncounted() {
        userEvents.countUncounted();
        llmEvents.countUncounted();
    }

    /** Takes out the event that has waited longest; null if none waits. */
    @Nullable
    QueuedEvent pollOldest() {
        while (true) {
            QueuedEvent user = userEvents.peek();
            QueuedEvent llm = llmEvents.peek();
            if (user == null && llm == null) {
                return null;
            }
            boolean isUser = llm == null || (user != null && user.sequence() < llm.sequence());
            QueuedEvent polled = (isUser ? userEvents : llmEvents).poll();
            if (polled != null) { // else somebody else took the head: look again
                return polled;
            }
        }
    }

    /** Drops those of a kind that were accepted before a {@link System#nanoTime}. */
    void expire(EventKind kind, long acceptedBefore) {
        KindQueue queue = of(kind);
        QueuedEvent oldest = queue.peek();
        while (oldest != null && oldest.acceptedAt() - acceptedBefore < 0) {
            QueuedEvent expired = queue.poll();
            if (expired != null) {
                drop(expired, DropReason.EXPIRED);
            }
            oldest = queue.peek();
        }
    }

    /** Drops all of a kind. */
    void sweep(EventKind kind, DropReason reason) {
        KindQueue queue = of(kind);
        for (QueuedEvent event = queue.poll(); event != null; event = queue.poll()) {
            drop(event, reason);
        }
    }

    /** An event that was taken out to be dropped is counted, whatever the stack and the memory are. */
    void drop(QueuedEvent event, DropReason reason) {
        DeliveryCounters.Unfinished unfinished = counters.unfinished();
        int weight = event.weight();
        int held = 1;
        try {
            counters.budget().giveBack(1, weight);
            held = 0;
            counters.dropped(reason);
        } catch (Throwable e) {
            synchronized (unfinished) {
                unfinished.lost++;
                unfinished.held += held;
                unfinished.bytes += held * (long) weight;
            }
            throw e;
        }
        counters.budget().offerToWaiting();
    }
}
