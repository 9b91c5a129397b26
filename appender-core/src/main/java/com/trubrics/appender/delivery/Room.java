package com.trubrics.appender.delivery;

import com.trubrics.appender.config.DeliverySettings.Queueing;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The bound on what is held in memory, waiting and in flight together, by count and by estimated bytes.
 *
 * <p>Both numbers live in one word, so that a caller that finds no room leaves no trace that could turn another one
 * away. The lock is for callers that chose to wait; nobody holds it while doing anything else.
 */
final class Room {

    /** Events held at once at the most: what 24 bits count. */
    static final int MAX_COUNT = (1 << 24) - 1;

    private static final int BYTE_BITS = 40;
    private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;
    private static final long ONE_EVENT = 1L << BYTE_BITS;

    private final AtomicLong held = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    /** Set when a caller waited in vain: until something is freed, the others need not wait as well. */
    private volatile boolean jammed;

    /** Takes room for one event, or takes nothing and answers false. Any thread, never blocks. */
    boolean take(int bytes, Queueing bounds) {
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
     * Takes room for one event, waiting for it up to {@code blockTimeout}, unless it could never fit. An interrupt does
     * not end the wait, since that would lose the event; the flag is restored.
     *
     * @param closed ends the wait
     */
    boolean takeOrWait(int bytes, Queueing bounds, BooleanSupplier closed) {
        if (take(bytes, bounds)) {
            return true;
        }
        if (jammed || bounds.blockTimeout().isZero() || bytes > bounds.bytes()) {
            return false;
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + bounds.blockTimeout().toNanos();
        lock.lock();
        waiters.incrementAndGet();
        try {
            while (!take(bytes, bounds)) {
                long left = deadline - System.nanoTime();
                if (closed.getAsBoolean()) {
                    return false;
                }
                if (left <= 0) {
                    jammed = true;
                    // What was freed in between did not see that.
                    boolean taken = take(bytes, bounds);
                    if (taken) {
                        jammed = false;
                    }
                    return taken;
                }
                try {
                    freed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives one event's room back. Any thread. */
    void give(int bytes) {
        give(1, bytes);
    }

    /** Gives the room of several events back, at once: each change takes the cache line from those that log. Any thread. */
    void give(int events, long bytes) {
        held.addAndGet(-(events * ONE_EVENT + bytes));
        if (jammed) {
            jammed = false;
        }
        // A waiter announces itself before its last look at the room, so either it sees this room or this sees it.
        if (waiters.get() > 0) {
            wakeWaiters();
        }
    }

    /** Lets waiting callers look again. */
    void wakeWaiters() {
        lock.lock();
        try {
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a caller waits for room. */
    boolean isAwaited() {
        return waiters.get() > 0;
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
