package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.thread.DeliveryThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The delivery thread of a pipeline: starts with the first event or checkup, calls {@link DeliveryLoop#step} until the loop is
 * closed, and is replaced if other code stops it.
 */
final class DeliveryWorker {

    /** How long the thread sleeps after a defect, unless it is woken: a lasting one should not keep a processor busy. */
    private static final long AFTER_DEFECT = TimeUnit.SECONDS.toNanos(1);

    private final DeliveryLoop loop;
    private final Checkups checkups;
    private final RateLimitedDiagnostics reporter;
    private final Runnable onFailedStart;
    private final Runnable onClosed;
    /**
     * Whether a step is asked for. Not a semaphore: where {@link Thread#stop} ends a wait for one, the thread stays in its
     * queue, ahead of itself, and nobody wakes it any more.
     */
    private volatile boolean stepAsked;

    private volatile @Nullable Thread thread;
    private boolean over;

    /**
     * @param onFailedStart called if the thread cannot be started
     * @param onClosed called on the thread when the loop is closed and nothing is posted to it any more
     */
    DeliveryWorker(
            DeliveryLoop loop,
            Checkups checkups,
            RateLimitedDiagnostics reporter,
            Runnable onFailedStart,
            Runnable onClosed) {
        this.loop = loop;
        this.checkups = checkups;
        this.reporter = reporter;
        this.onFailedStart = onFailedStart;
        this.onClosed = onClosed;
    }

    /** Wakes the thread; starts it if need be. Any thread. */
    void wakeUp() {
        if (thread == null) {
            start();
        }
        wakeUpIfStarted();
    }

    /** Wakes the thread, if there is one. Any thread. */
    void wakeUpIfStarted() {
        stepAsked = true;
        // Even if a step is asked for already: a caller without stack may not have come this far.
        LockSupport.unpark(thread);
    }

    /** Has something done on the thread. Returns false if there is none: it has not started, or the loop is closed. */
    synchronized boolean post(LongConsumer message) {
        if (thread == null || over) {
            return false;
        }
        loop.post(message);
        wakeUpIfStarted();
        return true;
    }

    /** Closes the loop, whatever waits, if there is no thread to do so: the caller takes its place for one step. */
    void closeUnstarted() {
        synchronized (this) {
            if (thread != null || over) {
                return;
            }
            over = true; // no thread starts any more
        }
        try {
            long now = System.nanoTime();
            loop.closeBy(now, now);
            long unused = loop.step(now);
        } finally {
            end();
        }
    }

    synchronized void start() {
        if (thread != null || over) {
            return;
        }
        try {
            Thread started = DeliveryThread.of(this::run, "trubrics-delivery");
            thread = started; // first: the answer to its first request wakes it
            started.start();
        } catch (Throwable e) {
            thread = null;
            // Whatever it is, a security manager perhaps: this may be a log call, and its event is safe in the queue.
            onFailedStart.run();
            reporter.report(
                    Problem.INTERNAL_ERROR,
                    e instanceof VirtualMachineError
                            ? "Could not start the delivery thread (out of memory or threads); will retry on the next"
                                    + " event."
                            : "Could not start the delivery thread (" + e + "); will retry on the next event.");
        }
    }

    private void run() {
        try {
            while (!loop.isClosed()) {
                stepAndSleep();
            }
        } finally {
            if (loop.isClosed()) {
                end();
            } else {
                replace(); // nothing but Thread.stop comes here
            }
        }
    }

    private void stepAndSleep() {
        try {
            stepAsked = false; // first: work that comes during the step asks for another one
            long now = System.nanoTime();
            sleep(Math.min(loop.step(now), checkups.run(now)));
        } catch (Throwable e) {
            // Whatever it is, the thread lives on: without it nothing would be delivered any more.
            tell(e);
            sleep(AFTER_DEFECT);
        }
    }

    private void sleep(long nanos) {
        if (!stepAsked) {
            LockSupport.parkNanos(this, nanos);
        }
        // Nobody but the application can have interrupted it, and the thread is ours: it goes on.
        boolean unused = Thread.interrupted();
    }

    private void tell(Throwable defect) {
        try {
            reporter.report(
                    Problem.INTERNAL_ERROR,
                    "Delivery failed unexpectedly (" + defect
                            + ") and continues. The events that it was handling are dropped.");
            reporter.flush(); // at once: the next step may fail as well
        } catch (Throwable nothingToSayItWith) {
            // Where memory is short there may be none for the words either.
        }
    }

    private synchronized void replace() {
        thread = null;
        reporter.report(Problem.INTERNAL_ERROR, "Other code stopped the delivery thread; it is replaced.");
        start();
    }

    private void end() {
        synchronized (this) {
            over = true;
        }
        try {
            loop.answerTheLate(System.nanoTime());
        } finally {
            onClosed.run();
        }
    }
}
