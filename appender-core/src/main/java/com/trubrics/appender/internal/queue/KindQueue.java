package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.queue.DeliveryCounters.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The waiting events of one kind: a lock-free linked queue (Michael and Scott, "Simple, Fast, and Practical Non-Blocking and
 * Blocking Concurrent Queue Algorithms", 1996). Any thread, unless a method says otherwise.
 *
 * <p>Unlike {@link java.util.concurrent.ConcurrentLinkedQueue}, a caller that runs out of stack here knows whether an event was
 * added or removed: no method is called after the compare-and-set that decides. A method that throws has changed nothing.
 */
public final class KindQueue {

    private static final AtomicReferenceFieldUpdater<Node, Node> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(Node.class, Node.class, "next");
    private static final AtomicReferenceFieldUpdater<KindQueue, Node> HEAD =
            AtomicReferenceFieldUpdater.newUpdater(KindQueue.class, Node.class, "head");
    private static final AtomicReferenceFieldUpdater<KindQueue, Node> TAIL =
            AtomicReferenceFieldUpdater.newUpdater(KindQueue.class, Node.class, "tail");

    private final DeliveryCounters counters;
    /** The node whose event was removed last. At first, a node that never had an event. */
    private volatile Node head = new Node(null);
    /** The newest node, or its predecessor until the next call moves this forward. Never behind the head. */
    private volatile Node tail = head;

    private volatile boolean sendable = true;

    private static final class Node {
        /** The next newer node; null in the newest one. Nodes before the head refer to themselves, which helps the garbage collector. */
        volatile @Nullable Node next;
        /** Null after it has been removed. */
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

    /** Adds an event; returns whether no older event waits. */
    boolean add(QueuedEvent event) {
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
                return added.position - head.position <= 1; // less if it has already been removed
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

    /** Removes an event if it is still the oldest; returns whether it did. */
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
        removed.event = null; // the thread that removed it may not have come this far
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
     * Drops an event if it is still the oldest; returns whether it did.
     *
     * @param own notes what is unfinished, in case stack or memory runs out
     */
    boolean drop(QueuedEvent oldest, DropReason reason, Unfinished own) {
        MemoryBudget budget = counters.budget();
        int weight = oldest.weight();
        if (!remove(oldest)) {
            return false;
        }
        own.lost++;
        own.held++;
        own.bytes += weight;
        budget.giveBack(1, weight);
        own.held--;
        own.bytes -= weight;
        counters.dropped(reason);
        own.lost--;
        budget.offerToWaiting();
        return true;
    }

    private void drop(QueuedEvent oldest, DropReason reason) {
        Unfinished own = new Unfinished();
        try {
            boolean unused = drop(oldest, reason, own);
        } catch (Error e) {
            own.next = counters.unfinished;
            counters.unfinished = own;
            throw e;
        }
    }

    /** Drops the events that were accepted before a {@link System#nanoTime}. */
    public void expire(long acceptedBefore) {
        QueuedEvent oldest = oldest();
        while (oldest != null && oldest.acceptedAt() - acceptedBefore < 0) {
            drop(oldest, DropReason.EXPIRED);
            oldest = oldest();
        }
    }

    /** Drops all events. */
    public void sweep(DropReason reason) {
        for (QueuedEvent oldest = oldest(); oldest != null; oldest = oldest()) {
            drop(oldest, reason);
        }
    }
}
