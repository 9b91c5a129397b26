package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.thread.DeliveryThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Deadlines as {@link System#nanoTime}s, and uninterruptible waits for them. */
final class Deadlines {

    private Deadlines() {}

    /** Returns the {@link System#nanoTime} after a duration, which counts as 146 years if it is longer. */
    static long after(Duration duration) {
        return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(duration), Long.MAX_VALUE / 2);
    }

    /**
     * Waits until a deadline, whatever the interrupt flag says: a logging framework may stop its appenders on a thread
     * that it has interrupted. The flag is restored. One of our own threads does not wait: it would wait for itself.
     *
     * @return whether the future was completed in time
     */
    static boolean await(CompletableFuture<?> future, long deadline) {
        boolean interrupted = false;
        try {
            while (!DeliveryThread.isCurrent()) {
                try {
                    future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return future.isDone();
                }
            }
            return future.isDone();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
