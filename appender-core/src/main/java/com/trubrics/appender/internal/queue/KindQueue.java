package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The waiting events of one kind; lock-free. Its size is kept beside it, because counting a linked queue walks it. Any
 * thread, unless it says otherwise.
 */
public final class KindQueue {

    private final DeliveryCounters counters;
    private final Queue<QueuedEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean takeable = true;

    /** Events that were added by callers without the stack to count them. Guarded by this; see {@link EventQueue}. */
    int uncounted;

    KindQueue(DeliveryCounters counters) {
        this.counters = counters;
    }

    void add(QueuedEvent event) {
        events.add(event);
    }

    /** Counts an event that was added; returns how many wait now. */
    int count() {
        return size.incrementAndGet();
    }

    /** Counts what its callers could not. */
    synchronized void countUncounted() {
        if (uncounted > 0) {
            size.addAndGet(uncounted);
            uncounted = 0;
        }
    }

    /** The event that has waited longest, or null. */
    public @Nullable QueuedEvent oldest() {
        return events.peek();
    }

    @Nullable
    QueuedEvent poll() {
        QueuedEvent event = events.poll();
        if (event != null) {
            size.decrementAndGet();
        }
        return event;
    }

    /**
     * How many wait. Exact when nothing happens at the same time. An event may be taken before it is counted: not below zero then; and
     * those of a batch are counted until all of them have been taken.
     */
    public int size() {
        return Math.max(0, size.get());
    }

    /** Says whether the delivery thread can use these events now. Called by that thread only. */
    public void setTakeable(boolean nowTakeable) {
        takeable = nowTakeable;
    }

    /** How many wait and can be used now. */
    int takeable() {
        return takeable ? size() : 0;
    }

    /**
     * Takes up to {@code count} of the oldest events, of about {@code bytes} at most, but at least one. Only the delivery
     * thread. Allocates the list before it takes the first event, so running out of memory costs none.
     */
    public List<QueuedEvent> take(int count, int bytes) {
        List<QueuedEvent> taken = new ArrayList<>(count);
        long sum = 0;
        while (taken.size() < count) {
            QueuedEvent head = oldest();
            if (head == null) {
                break;
            }
            sum += head.size();
            if (!taken.isEmpty() && sum > bytes) {
                break;
            }
            QueuedEvent polled = events.poll();
            if (polled != null) {
                taken.add(polled);
            }
        }
        size.addAndGet(-taken.size()); // at once: each change takes the cache line from the threads that log
        return taken;
    }

    /** Drops those that were accepted before a {@link System#nanoTime}. */
    public void expire(long acceptedBefore) {
        QueuedEvent oldest = oldest();
        while (oldest != null && oldest.acceptedAt() - acceptedBefore < 0) {
            QueuedEvent expired = poll();
            if (expired != null) {
                counters.dropWaiting(expired, DropReason.EXPIRED);
            }
            oldest = oldest();
        }
    }

    /** Drops all. */
    public void sweep(DropReason reason) {
        for (QueuedEvent event = poll(); event != null; event = poll()) {
            counters.dropWaiting(event, reason);
        }
    }
}
