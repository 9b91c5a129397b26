package com.trubrics.appender.internal.queue;

import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the events in memory, waiting and in flight together, by their number and their estimated bytes.
 *
 * <p>One compare-and-set checks both limits, so a rejected caller never briefly holds capacity that another caller needed.
 * No thread holds a lock: callers that wait park in a queue, and each one that leaves it wakes the next.
 */
final class MemoryBudget {

    /** The largest number of events: 24 bits. */
    static final int MAX_COUNT = (1 << 24) - 1;

    private static final int BYTE_BITS = 40;
    private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;
    private static final long ONE_EVENT = 1L << BYTE_BITS;

    private final AtomicLong held = new AtomicLong();
    /** The callers that wait, in the order in which they came. Only the first may acquire. */
    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    /** Set when a caller has waited in vain: until something is released, no other caller waits. */
    private volatile boolean exhausted;

    /** A caller that waits. */
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final int bytes;
        final Queueing bounds;
        volatile boolean gone;

        Waiter(int bytes, Queueing bounds) {
            this.bytes = bytes;
            this.bounds = bounds;
        }
    }

    /** Acquires capacity for one event, or changes nothing and returns false. Any thread; never blocks. */
    boolean tryAcquire(int bytes, Queueing bounds) {
        while (true) {
            long now = held.get();
            if (!fits(now, bytes, bounds)) {
                return false;
            }
            if (held.compareAndSet(now, now + ONE_EVENT + bytes)) {
                return true;
            }
        }
    }

    /** Returns whether an event would fit now, even if other callers are waiting. */
    boolean fits(int bytes, Queueing bounds) {
        return fits(held.get(), bytes, bounds);
    }

    private static boolean fits(long held, int bytes, Queueing bounds) {
        return count(held) < Math.min(bounds.capacity(), MAX_COUNT) && bytes(held) + bytes <= bounds.bytes();
    }

    /**
     * Acquires capacity for one event; waits for it up to {@code blockTimeout}, unless the event can never fit. An
     * interrupt does not end the wait, because that would lose the event; the flag is restored.
     *
     * @param closed tells whether to give up
     * @param lacking called before the caller waits for a release, when {@link #isLacking} already sees it
     */
    boolean acquire(int bytes, Queueing bounds, BooleanSupplier closed, Runnable lacking) {
        if (!isAwaited() && tryAcquire(bytes, bounds)) {
            return true;
        }
        if (exhausted || bounds.blockTimeout().isZero() || bytes > bounds.bytes()) {
            return false;
        }
        long deadline = System.nanoTime() + bounds.blockTimeout().toNanos();
        Waiter self = new Waiter(bytes, bounds);
        boolean interrupted = false;
        try {
            waiting.add(self); // before the look at the budget: either it sees what is released, or release sees this
            while (!closed.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (acquires(self, bytes, bounds, left)) {
                    return true;
                } else if (left <= 0) {
                    return false;
                } else if (first() == self) {
                    lacking.run();
                }
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            }
            return false;
        } finally {
            self.gone = true;
            try {
                wakeFirst();
                if (interrupted) {
                    self.thread.interrupt();
                }
            } catch (Error e) {
                // No stack, or no memory to wake a virtual thread. What was acquired must not be lost. The next release
                // wakes the first caller that is not gone.
            }
        }
    }

    private boolean acquires(Waiter self, int bytes, Queueing bounds, long left) {
        if (left <= 0) {
            exhausted = true; // before the last look: what is released later resets it
        }
        boolean acquired = first() == self && tryAcquire(bytes, bounds);
        if (acquired) { // so something has been released
            exhausted = false;
        }
        return acquired;
    }

    /** Releases the capacity of some events at once: each change takes the cache line from threads that log. Any thread. */
    void release(int events, long bytes) {
        giveBack(events, bytes);
        offerToWaiting();
    }

    /**
     * Releases without waking anybody: happens completely or, if there is no stack left, not at all. Never leaves less than
     * nothing: if an offer that ran out of stack was released twice, the budget would seem exhausted for ever.
     */
    void giveBack(int events, long bytes) {
        boolean released = false;
        while (!released) {
            long now = held.get();
            long left = Math.max(0, count(now) - events) * ONE_EVENT + Math.max(0, bytes(now) - bytes);
            released = held.compareAndSet(now, left);
        }
    }

    /** Offers what was given back to the first caller that waits. */
    void offerToWaiting() {
        if (exhausted) {
            exhausted = false;
        }
        wakeFirst();
    }

    private void wakeFirst() {
        Waiter first = first();
        if (first != null) {
            LockSupport.unpark(first.thread);
        }
    }

    private @Nullable Waiter first() {
        Waiter first = waiting.peek();
        while (first != null && first.gone) {
            waiting.remove(first);
            first = waiting.peek();
        }
        return first;
    }

    /** Lets all callers that wait check whether to give up. */
    void wakeWaiters() {
        waiting.forEach(waiter -> LockSupport.unpark(waiter.thread));
    }

    /** Returns whether the first caller that waits needs more capacity than there is, so only a release can help. */
    boolean isLacking() {
        Waiter first = first();
        return first != null && !fits(first.bytes, first.bounds);
    }

    /** Returns whether a caller waits for capacity. */
    boolean isAwaited() {
        return !waiting.isEmpty();
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
