package com.trubrics.appender.internal.delivery;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets one thread sleep until somebody has something for it. */
final class WakeupSignal {

    private volatile boolean raised;
    private volatile @Nullable Thread sleeper;

    /** Wakes the sleeper, or makes its next sleep return at once. Any thread. */
    void raise() {
        if (raised) {
            return;
        }
        raised = true;
        boolean woken = false;
        try {
            Thread thread = sleeper;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
            woken = true;
        } finally {
            if (!woken) {
                raised = false; // StackOverflowError in unpark: the next caller tries again
            }
        }
    }

    /** Forgets what was raised so far. Called before looking for work, so that work which is brought later raises it anew. */
    void lower() {
        raised = false;
    }

    /** Sleeps for that many nanoseconds, or less when raised. Only one thread, which is ours: an interrupt is swallowed. */
    void sleep(long nanos) {
        long start = System.nanoTime();
        sleeper = Thread.currentThread();
        try {
            while (!raised) {
                long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return;
                }
                if (left == Long.MAX_VALUE) {
                    LockSupport.park(this);
                } else {
                    LockSupport.parkNanos(this, left);
                }
                Thread.interrupted();
            }
        } finally {
            sleeper = null;
        }
    }
}
