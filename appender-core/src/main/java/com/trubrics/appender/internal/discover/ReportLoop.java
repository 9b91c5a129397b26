package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.thread.DeliveryThread;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Posts a report in every second with changes, on a separate daemon thread, until it is stopped. */
final class ReportLoop {

    static final String PATH = "/discover/report";

    private static final long PERIOD_MILLIS = 1_000;
    private static final int CONFLICT = 409;

    private final Reports reports;
    private final LoopbackPost post;
    private final Consumer<String> warnings;
    private volatile boolean started;
    private boolean stopped; // guarded by this

    /** @param warnings receives a sentence if the server is not a sandbox; must not throw or wait */
    ReportLoop(Reports reports, LoopbackPost post, Consumer<String> warnings) {
        this.reports = reports;
        this.post = post;
        this.warnings = warnings;
    }

    /** Starts the thread, unless it has been started or the loop stopped. Takes no lock once it has been started. */
    void start() {
        if (!started) {
            startOnce();
        }
    }

    private synchronized void startOnce() {
        if (!started && !stopped) {
            DeliveryThread.of(this::run, "trubrics-discover").start();
        }
        started = true;
    }

    /** Ends the thread after one more report. Does not wait; idempotent. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void run() {
        boolean last = false;
        boolean understood = true;
        while (understood && !last) {
            last = awaitNext();
            understood = report(last ? reports::last : reports::next);
        }
    }

    /** Returns whether the loop has been stopped. */
    private synchronized boolean awaitNext() {
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
            for (long left = deadline - System.nanoTime(); !stopped && left > 0; left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
            }
            return stopped;
        } catch (InterruptedException somebodyEndsAllThreads) {
            return true;
        }
    }

    /** Returns false if further reports are useless. */
    private boolean report(Supplier<byte @Nullable []> written) {
        try {
            byte[] report = written.get();
            return report == null || hasRoute(post.post(report));
        } catch (IOException nobodyThere) {
            return true; // delivery reports this
        } catch (Throwable e) {
            warnings.accept("Option 'discover': the report to the sandbox failed ("
                    + e.getClass().getName() + "); no more lines will be reported.");
            return false;
        }
    }

    private boolean hasRoute(int status) {
        if (status >= 200 && status < 300) {
            reports.arrived();
        } else if (status == CONFLICT) {
            reports.forgotten();
        } else if (status >= 400 && status < 500) {
            warnings.accept(
                    "Option 'discover': the server at 'host' answered " + status + " to " + PATH
                            + ", so it is not a sandbox, or it is a sandbox of another version. No more lines will be reported to it.");
            return false;
        }
        return true;
    }
}
