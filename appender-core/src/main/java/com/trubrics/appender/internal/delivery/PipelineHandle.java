package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.egress.Egress;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.queue.RuleCounters;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.spi.EventCapture;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One user's hold on a pipeline that others may share. Events may be offered from any thread; after the stop, they are
 * counted as {@code CLOSED}.
 */
public final class PipelineHandle {

    /**
     * The user of a pipeline.
     *
     * @param system the logging system, or the client itself: what is stopped as a whole
     * @param name the appender's name; the same system and name again is a reconfiguration, not a second user
     */
    public record Owner(Object system, String name) {
        boolean isSuccessorOf(Owner other) {
            return system == other.system && name.equals(other.name);
        }
    }

    /** What keeps account of the handles. */
    interface Registry {
        /** See {@link PipelineHandle#release}. */
        void release(PipelineHandle handle);

        /** See {@link PipelineHandle#stop}. */
        void stop(PipelineHandle handle);

        /** See {@link PipelineHandle#close}. */
        void close(PipelineHandle handle);

        /** Notes that there are other figures to publish. */
        void figuresChanged();
    }

    private final Registry registry;
    private final Pipeline pipeline;
    private final Owner owner;
    private final Settings settings;
    private final Diagnostics diagnostics;
    private final Egress egress;
    /** Whether this user has stopped; others may go on using the pipeline. */
    private volatile boolean stopped;

    PipelineHandle(Registry registry, Pipeline pipeline, Owner owner, Settings settings, Diagnostics diagnostics) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.owner = owner;
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.egress = new Egress(settings, warning -> report(Problem.EVENT_FILTER, warning));
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Returns the user of the pipeline. */
    public Owner owner() {
        return owner;
    }

    Settings settings() {
        return settings;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** Returns what is trimmed from each event that is offered. */
    public Trimming trimming() {
        return egress.trimming();
    }

    /** Accepts an event of the current thread, or counts why not. Blocks only under {@code overflow=block}. */
    public void offer(Event event) {
        offer(event, null);
    }

    /**
     * As {@link #offer(Event)}, for an event that another thread may have logged.
     *
     * @param loggedBy the name of that thread; null if it is the current one
     */
    public void offer(Event event, @Nullable String loggedBy) {
        if (stopped) {
            turnAway(DropReason.CLOSED, loggedBy);
            return;
        }
        Event leaving = egress.pass(event, loggedBy);
        if (leaving == null) {
            turnAway(DropReason.FILTERED, loggedBy);
            return;
        }
        EventCapture capture = settings.capture();
        if (capture == null) {
            pipeline.queue().offer(leaving, System.nanoTime());
        } else {
            capture.accepted(leaving, nameOf(loggedBy));
        }
    }

    private void turnAway(DropReason reason, @Nullable String loggedBy) {
        dropped(reason);
        EventCapture capture = settings.capture();
        if (capture != null) {
            String why = reason == DropReason.CLOSED
                    ? "the appender or client has been stopped"
                    : "sampleRate or eventFilter excluded the event";
            capture.dropped(reason, why, nameOf(loggedBy));
        }
    }

    private static String nameOf(@Nullable String loggedBy) {
        return loggedBy == null ? Thread.currentThread().getName() : loggedBy;
    }

    /** Counts a log call that was recognised as an event, but did not become one. Never throws. */
    public void dropped(DropReason reason) {
        pipeline.counters().turnedAway(reason);
    }

    /** Counts a log call without an event. */
    public void ignored() {
        pipeline.counters().ignored();
    }

    /**
     * Returns the counters of this user's event rules, which the destination's statistics show.
     *
     * @param rules the option {@code event} of each rule, by the rule's position in the configuration, from 1
     */
    public RuleCounters countersOf(Map<Integer, String> rules) {
        RuleCounters counted = pipeline.counters().rules().of(owner.name(), rules);
        registry.figuresChanged();
        return counted;
    }

    /** Adds a checkup, which runs until this user stops. It starts the delivery thread, before any event. */
    public void add(Checkup checkup) {
        pipeline.add(this, checkup);
    }

    /** Reports a problem to the user, later and on another thread. */
    public void report(Problem problem, String message) {
        pipeline.report(problem, message);
    }

    /** Reports a mistake in this user's configuration, later and on another thread. Call it once for each mistake. */
    public void reportMistake(String message) {
        pipeline.reportMistake(message);
    }

    /**
     * Sends what is in memory, and waits until everything that was offered before is settled. Does not wait on one of
     * the library's own threads.
     *
     * @return whether everything was delivered, and nothing was dropped since the previous flush
     */
    public boolean flush(Duration timeout) {
        CompletableFuture<Boolean> answer = pipeline.flushAndAnswer();
        return Deadlines.await(answer, Deadlines.after(timeout)) && answer.join();
    }

    /** Returns the figures of the destination, which all its users share. */
    public DeliveryStats stats() {
        return pipeline.counters().stats();
    }

    /**
     * Ends the use of the pipeline because a successor takes over, or because the whole logging system stops. Does not
     * wait: what is left is delivered in the background. Events of log calls under way are still accepted. Idempotent.
     */
    public void release() {
        registry.release(this);
    }

    /**
     * Ends the use of the pipeline for good. Does not wait: what is left is delivered in the background. Later events are
     * counted as {@code CLOSED}. Idempotent.
     */
    public void stop() {
        stopped = true;
        registry.stop(this);
    }

    /**
     * As {@link #stop}, but waits for up to {@code shutdownTimeout}: until the pipeline is closed or, if others still use
     * it, until the events offered so far are settled. Idempotent.
     */
    public void close() {
        stopped = true;
        registry.close(this);
    }
}
