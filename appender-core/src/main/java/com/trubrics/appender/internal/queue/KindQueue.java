package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The waiting events of one kind. Lock-free; its size is kept separately, because counting a linked queue means walking
 * it. Any thread, unless a method says otherwise.
 */
public final class KindQueue {

    private final DeliveryCounters counters;
    private final Queue<QueuedEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean sendable = true;

    /** Events whose callers had no stack left to count them. Guarded by this; see {@link EventQueue}. */
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

    /** Counts the events that their callers could not count. */
    synchronized void countUncounted() {
        if (uncounted > 0) {
            size.addAndGet(uncounted);
            uncounted = 0;
        }
    }

    /** Returns the event that has waited longest; null if there is none. */
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
     * Returns how many events wait. Exact if nothing happens at the same time: an event may be taken before it is counted,
     * and the events of a batch count until all of them are taken.
     */
    public int size() {
        return Math.max(0, size.get());
    }

    /** Sets whether the delivery thread can use these events now. Only the delivery thread. */
    public void setSendable(boolean nowSendable) {
        sendable = nowSendable;
    }

    /** Returns how many events wait and can be used now. */
    int sendable() {
        return sendable ? size() : 0;
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
        size.addAndGet(-taken.size()); // once: each change takes the cache line from the threads that log
        return taken;
    }

    /** Drops the events that were accepted before a {@link System#nanoTime}. */
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

    /** Drops all events. */
    public void sweep(DropReason reason) {
        for (QueuedEvent event = poll(); event != null; event = poll()) {
            counters.dropWaiting(event, reason);
        }
    }
}
