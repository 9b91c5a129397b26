package com.trubrics.appender.internal.report;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports each kind of problem once, then at growing intervals, and each mistake in a configuration at once.
 *
 * <p>Any thread may record a problem, which only counts it and never does I/O. The delivery thread decides when to
 * report it. It must not wait either, so its sink passes messages on to another thread.
 */
public final class RateLimitedDiagnostics {

    /** The time between two messages of one kind; it doubles with each, up to {@link #LONGEST_QUIET}. */
    private static final long FIRST_QUIET = Duration.ofMinutes(1).toNanos();

    private static final long LONGEST_QUIET = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<Problem, History> histories = new EnumMap<>(Problem.class);
    /** Unbounded: each configuration reports each of its mistakes once. */
    private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

    private volatile Diagnostics diagnostics;

    /**
     * Creates diagnostics for one pipeline, or for reading one configuration.
     *
     * @param diagnostics receives the messages on the thread that calls {@link #flush()} or {@link #reportNow}
     * @param nanoTime {@link System#nanoTime} outside tests
     */
    public RateLimitedDiagnostics(Diagnostics diagnostics, LongSupplier nanoTime) {
        this.diagnostics = diagnostics;
        this.nanoTime = nanoTime;
        for (Problem problem : Problem.values()) {
            histories.put(problem, new History());
        }
    }

    /** Sends further messages to another sink. */
    public void sendTo(Diagnostics sink) {
        this.diagnostics = sink;
    }

    /**
     * Records one occurrence. Any thread, no I/O.
     *
     * @return whether it is the first since the last report of this kind, so that the reporting thread should be woken
     */
    public boolean report(Problem problem, String message) {
        History history = history(problem);
        history.unreported.incrementAndGet();
        return history.latest.getAndSet(message) == null;
    }

    /** Records a mistake in a configuration. Any thread, no I/O. The caller records each mistake once. */
    public void reportMistake(String message) {
        mistakes.add(message);
    }

    /** Reports what is due. Only for the pipeline's own thread, or the thread that has stopped it. */
    public void flush() {
        for (String mistake = mistakes.poll(); mistake != null; mistake = mistakes.poll()) {
            reportNow(System.Logger.Level.WARNING, mistake);
        }
        long now = nanoTime.getAsLong();
        for (History history : histories.values()) {
            reportIfDue(history, now);
        }
    }

    /**
     * Reports once that problems are over, if any of them has been reported. Reports what is due first, however short
     * it was; what is not due is only counted. Only for the thread that calls {@link #flush()}.
     */
    public void recovered(Set<Problem> problems, String message) {
        boolean wasReported = false;
        for (Problem problem : problems) {
            History history = history(problem);
            reportIfDue(history, nanoTime.getAsLong());
            history.latest.set(null);
            wasReported |= history.open;
            history.open = false;
        }
        if (wasReported) {
            reportNow(System.Logger.Level.INFO, message);
        }
    }

    /** Reports a message at once. Only for the thread that calls {@link #flush()}. */
    public void reportNow(System.Logger.Level level, String message) {
        reportNow(level, message, null);
    }

    /** Reports a message at once, with the exception that caused it. */
    public void reportNow(System.Logger.Level level, String message, @Nullable Throwable cause) {
        try {
            diagnostics.report(level, message, cause);
        } catch (Throwable fromUserCode) {
            // The sink is the user's. An exception from it must not stop delivery, and there is nowhere else to report
            // it.
        }
    }

    private void reportIfDue(History history, long now) {
        // Only looks, because there hardly ever is a message, and the delivery thread asks often.
        if (history.latest.get() == null || (history.everReported && now - history.quietUntil < 0)) {
            return;
        }
        String message = history.latest.getAndSet(null);
        if (message == null) {
            return;
        }
        long count = history.unreported.getAndSet(0);
        String times =
                count > 1 ? " (" + count + (history.everReported ? " times since the last report)" : " times)") : "";
        history.quiet = history.everReported ? Math.min(LONGEST_QUIET, history.quiet * 2) : FIRST_QUIET;
        history.quietUntil = now + history.quiet;
        history.everReported = true;
        history.open = true;
        reportNow(System.Logger.Level.WARNING, message + times);
    }

    private History history(Problem problem) {
        History history = histories.get(problem);
        if (history == null) {
            throw new IllegalArgumentException("unknown problem " + problem);
        }
        return history;
    }

    /** The state of one kind. Any thread writes the atomics; only the reporting thread writes the rest. */
    private static final class History {
        /** Occurrences since the last report, even if the problem has been resolved since. */
        final AtomicLong unreported = new AtomicLong();
        /** Null if there is nothing to report. */
        final AtomicReference<@Nullable String> latest = new AtomicReference<>();

        boolean everReported;
        boolean open;
        long quiet;
        long quietUntil;
    }
}
