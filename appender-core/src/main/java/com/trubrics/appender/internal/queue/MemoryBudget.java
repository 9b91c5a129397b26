package com.trubrics.appender.internal.queue;

import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Bounds the events in memory, waiting and in flight together, by their number and their estimated bytes.
 *
 * <p>One compare-and-set checks both limits, so a rejected caller never briefly holds capacity that another caller needed.
 * The lock is only for callers that wait; they are served in the order in which they came.
 */
final class MemoryBudget {

    /** The largest number of events: 24 bits. */
    static final int MAX_COUNT = (1 << 24) - 1;

    private static final int BYTE_BITS = 40;
    private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;
    private static final long ONE_EVENT = 1L << BYTE_BITS;

    private final AtomicLong held = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. Each caller waits for its own signal, and only the first may acquire. */
    private final Queue<Condition> waiting = new ArrayDeque<>();

    private volatile boolean awaited;
    /** Set when a caller has waited in vain: until something is released, no other caller waits. */
    private volatile boolean exhausted;

    /** Acquires capacity for one event, or changes nothing and returns false. Any thread; never blocks. */
    boolean tryAcquire(int bytes, Queueing bounds) {
        while (true) {
            long now = held.get();
            if (count(now) >= Math.min(bounds.capacity(), MAX_COUNT) || bytes(now) + bytes > bounds.bytes()) {
                return false;
            }
            if (held.compareAndSet(now, now + ONE_EVENT + bytes)) {
                return true;
            }
        }
    }

    /**
     * Acquires capacity for one event; waits for it up to {@code blockTimeout}, unless the event can never fit. An
     * interrupt does not end the wait, because that would lose the event; the flag is restored.
     *
     * @param closed tells whether to give up
     */
    boolean acquire(int bytes, Queueing bounds, BooleanSupplier closed) {
        if (!awaited && tryAcquire(bytes, bounds)) {
            return true;
        }
        if (exhausted || bounds.blockTimeout().isZero() || bytes > bounds.bytes()) {
            return false;
        }
        long deadline = System.nanoTime() + bounds.blockTimeout().toNanos();
        lock.lock();
        try {
            Condition turn = lock.newCondition();
            waiting.add(turn);
            awaited =
                    true; // before the first look at the budget: either it sees what is released, or release sees this
            try {
                return awaitTurn(turn, () -> tryAcquire(bytes, bounds), closed, deadline);
            } finally {
                waiting.remove(turn);
                awaited = !waiting.isEmpty();
                signalFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitTurn(Condition turn, BooleanSupplier acquires, BooleanSupplier closed, long deadline) {
        boolean interrupted = false;
        try {
            while (!closed.getAsBoolean()) {
                if (waiting.peek() == turn && acquires.getAsBoolean()) {
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return acquireInVain(turn, acquires);
                }
                try {
                    long unused = turn.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean acquireInVain(Condition turn, BooleanSupplier acquires) {
        exhausted = true;
        // What was released just before did not reset this.
        boolean acquired = waiting.peek() == turn && acquires.getAsBoolean();
        if (acquired) {
            exhausted = false;
        }
        return acquired;
    }

    /** Releases the capacity of some events at once: each change takes the cache line from threads that log. Any thread. */
    void release(int events, long bytes) {
        giveBack(events, bytes);
        offerToWaiting();
    }

    /** Releases without waking anybody: happens completely or, if there is no stack left, not at all. */
    void giveBack(int events, long bytes) {
        held.addAndGet(-(events * ONE_EVENT + bytes));
    }

    /** Offers what was given back to the first caller that waits. */
    void offerToWaiting() {
        if (exhausted) {
            exhausted = false;
        }
        if (awaited) {
            lock.lock();
            try {
                signalFirst();
            } finally {
                lock.unlock();
            }
        }
    }

    private void signalFirst() {
        Condition first = waiting.peek();
        if (first != null) {
            first.signal();
        }
    }

    /** Lets all callers that wait check whether to give up. */
    void wakeWaiters() {
        lock.lock();
        try {
            waiting.forEach(Condition::signal);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a caller waits for capacity. */
    boolean isAwaited() {
        return awaited;
    }

    long count() {
        return count(held.get());
    }

    long bytes() {
        return bytes(held.get());
    }

    private static long count(long word) {
        return word >>> BYTE_BITS;
    }

    private static long bytes(long word) {
        return word & BYTE_MASK;
    }
}
