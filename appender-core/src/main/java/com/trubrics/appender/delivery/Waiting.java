package com.trubrics.appender.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a pipeline, with a deadline and without being disturbed. */
final class Waiting {

    private Waiting() {}

    /** The {@link System#nanoTime} so far ahead; beyond a century it stays there. */
    static long after(Duration duration) {
        long nanos = duration.compareTo(Duration.ofDays(36_500)) > 0
                ? Duration.ofDays(36_500).toNanos()
                : duration.toNanos();
        return System.nanoTime() + nanos;
    }

    /** The {@link System#nanoTime} after the longer of two times. */
    static long afterLonger(Duration own, Duration granted) {
        return after(own.compareTo(granted) > 0 ? own : granted);
    }

    /**
     * Waits until a deadline, whatever the interrupt flag says: a logging framework may stop its appenders on a thread
     * that it has interrupted. The flag is restored. One of our own threads does not wait, since it would wait for itself.
     *
     * @return what the future holds, or the alternative if it is not done in time
     */
    static <T> T uninterruptibly(CompletableFuture<T> future, long deadline, T otherwise) {
        if (DeliveryThread.isCurrent()) {
            return future.getNow(otherwise);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return otherwise;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
