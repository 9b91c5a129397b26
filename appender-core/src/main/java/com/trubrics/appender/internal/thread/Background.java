package com.trubrics.appender.internal.thread;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in order on a separate thread, which starts when there is a task and ends when there is none.
 * Thread-safe.
 */
public final class Background {

    private final String threadName;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Thread worker;

    /** Creates an instance without a thread. */
    public Background(String threadName) {
        this.threadName = threadName;
    }

    /** Accepts a task, which must not throw. Does not wait for it, and does not throw. */
    public synchronized void run(Runnable task) {
        waiting.add(task);
        if (worker == null) {
            start();
        }
    }

    private void start() {
        try {
            Thread thread = DeliveryThread.of(this::work, threadName);
            thread.start();
            worker = thread;
        } catch (OutOfMemoryError | SecurityException noThread) {
            // The task stays, and the next one tries again.
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            worker = null;
            notifyAll();
        }
        return next;
    }

    /** Waits until all tasks are done, for at most this time. An interrupt does not end the wait; the flag is restored. */
    public synchronized void await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        while (worker != null && !DeliveryThread.isCurrent()) {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
