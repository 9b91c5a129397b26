package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The waiting events of one kind: a lock-free linked queue (Michael and Scott, "Simple, Fast, and Practical Non-Blocking and
 * Blocking Concurrent Queue Algorithms", 1996). Any thread, unless a method says otherwise.
 *
 * <p>Unlike {@link java.util.concurrent.ConcurrentLinkedQueue}, it tells what happened where the stack runs out: no method
 * calls another one after the compare-and-set that adds or removes an event, so it returns if and only if that succeeded.
 */
public final class KindQueue {

    private static final AtomicReferenceFieldUpdater<Node, Node> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(Node.class, Node.class, "next");
    private static final AtomicReferenceFieldUpdater<KindQueue, Node> HEAD =
            AtomicReferenceFieldUpdater.newUpdater(KindQueue.class, Node.class, "head");
    private static final AtomicReferenceFieldUpdater<KindQueue, Node> TAIL =
            AtomicReferenceFieldUpdater.newUpdater(KindQueue.class, Node.class, "tail");

    private final DeliveryCounters counters;
    /** The node whose event was removed last, or never had one. */
    private volatile Node head = new Node(null);
    /** The node that was added last, or the one before: whoever comes next moves this. Never behind the head. */
    private volatile Node tail = head;

    private volatile boolean sendable = true;

    private static final class Node {
        /** The next younger one; null for the youngest, and itself for those before the head, to help the garbage collector. */
        volatile @Nullable Node next;
        /** Null once it has been removed. */
        volatile @Nullable QueuedEvent event;
        /** How many nodes were added before, modulo 2^32. */
        int position;

        Node(@Nullable QueuedEvent event) {
            this.event = event;
        }
    }

    KindQueue(DeliveryCounters counters) {
        this.counters = counters;
    }

    /** Adds an event; returns how many waited then, this one included. If stack or memory runs out, it has not been added. */
    int add(QueuedEvent event) {
        Node added = new Node(event);
        while (true) {
            Node last = tail;
            Node next = last.next;
            if (next != null) {
                TAIL.compareAndSet(this, last, next);
                continue;
            }
            added.position = last.position + 1;
            if (NEXT.compareAndSet(last, null, added)) {
                return added.position - head.position;
            }
        }
    }

    /** Returns the event that has waited longest; null if there is none. */
    public @Nullable QueuedEvent oldest() {
        while (true) {
            Node first = head.next;
            if (first == null) {
                return null;
            }
            QueuedEvent event = first.event;
            if (event != null) { // else another thread has removed it: look again
                return event;
            }
        }
    }

    /** Removes an event unless it is not the oldest any more; returns whether it did. */
    private boolean remove(QueuedEvent oldest) {
        Node removed = head;
        Node first = removed.next;
        if (first == null || first.event != oldest) {
            return false;
        }
        TAIL.compareAndSet(this, removed, first);
        if (!HEAD.compareAndSet(this, removed, first)) {
            return false;
        }
        first.event = null;
        removed.next = removed;
        return true;
    }

    /** Returns how many events wait. Exact if nothing happens at the same time. */
    public int size() {
        while (true) {
            Node last = tail;
            Node next = last.next;
            if (next != last) { // else it has been removed meanwhile: look again
                int newest = next == null ? last.position : next.position;
                return Math.max(0, newest - head.position);
            }
        }
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
        for (QueuedEvent next = oldest(); next != null && taken.size() < count; next = oldest()) {
            if (!taken.isEmpty() && sum + next.size() > bytes) {
                break;
            }
            if (remove(next)) {
                sum += next.size();
                taken.add(next);
            }
        }
        return taken;
    }

    /**
     * Drops an event, unless it is not the oldest any more; returns whether it did. If stack or memory runs out, the
     * delivery thread {@linkplain DeliveryCounters#finishUnfinished counts it later}.
     */
    boolean drop(QueuedEvent oldest, DropReason reason) {
        DeliveryCounters.Unfinished unfinished = counters.unfinished();
        MemoryBudget budget = counters.budget();
        int weight = oldest.weight();
        int lost = 0;
        int held = 0;
        try {
            if (!remove(oldest)) {
                return false;
            }
            lost = 1;
            held = 1;
            budget.giveBack(1, weight);
            held = 0;
            counters.dropped(reason);
        } catch (Throwable e) {
            synchronized (unfinished) {
                unfinished.lost += lost;
                unfinished.held += held;
                unfinished.bytes += held * (long) weight;
            }
            throw e;
        }
        budget.offerToWaiting();
        return true;
    }

    /** Drops the events that were accepted before a {@link System#nanoTime}. */
    public void expire(long acceptedBefore) {
        QueuedEvent oldest = oldest();
        while (oldest != null && oldest.acceptedAt() - acceptedBefore < 0) {
            boolean unused = drop(oldest, DropReason.EXPIRED);
            oldest = oldest();
        }
    }

    /** Drops all events. */
    public void sweep(DropReason reason) {
        for (QueuedEvent oldest = oldest(); oldest != null; oldest = oldest()) {
            boolean unused = drop(oldest, reason);
        }
    }
}
