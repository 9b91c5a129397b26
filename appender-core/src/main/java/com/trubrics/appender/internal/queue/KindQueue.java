package com.trubrics.appender.internal.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The waiting events of one kind; lock-free. Its size is kept beside it, because counting a linked queue walks it. */
final class KindQueue {

    private final Queue<QueuedEvent> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean takeable = true;

    /** Events that were added by callers without the stack to count them. Guarded by this; see {@link EventQueue}. */
    int uncounted;

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

    @Nullable
    QueuedEvent peek() {
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
     * Exact when nothing happens at the same time. An event may be taken before it is counted: not below zero then; and
     * those of a batch are counted until all of them have been taken.
     */
    int size() {
        return Math.max(0, size.get());
    }

    /** Says whether the delivery thread can use these events now. Called by that thread only. */
    void setTakeable(boolean nowTakeable) {
        takeable = nowTakeable;
    }

    /** How many wait and can be used now. */
    int takeable() {
        return takeable ? size() : 0;
    }

    /**
     * Takes the oldest: up to {@code count}, none beyond {@code upTo}, about {@code bytes} at most, but at least one.
     * Allocates for {@code count} events before it takes the first, so memory that runs out costs none.
     */
    List<QueuedEvent> take(int count, long upTo, int bytes) {
        List<QueuedEvent> taken = new ArrayList<>(count);
        long sum = 0;
        while (taken.size() < count) {
            QueuedEvent head = peek();
            if (head == null || head.sequence() > upTo) {
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
}
