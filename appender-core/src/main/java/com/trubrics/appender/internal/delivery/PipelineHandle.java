package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.egress.Egress;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.queue.RuleCounters;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.user.Pseudonyms;
import com.trubrics.appender.spi.EventCapture;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One user's hold on a pipeline, which others may share. Events may be offered from any thread, also after the end: then
 * they are counted as {@code CLOSED}.
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

    /** Takes handles back. */
    interface Registry {
        /** See {@link PipelineHandle#release}. */
        void release(PipelineHandle handle);

        /** See {@link PipelineHandle#stop}. */
        void stop(PipelineHandle handle);

        /** See {@link PipelineHandle#close}. */
        void close(PipelineHandle handle);

        /** The figures of a destination have come or gone. */
        void figuresChanged();
    }

    private final Registry registry;
    private final Pipeline pipeline;
    private final Owner owner;
    private final Settings settings;
    private final Diagnostics diagnostics;
    private final Egress egress;
    /** Null for none. */
    private final @Nullable String idProperty;
    /** Whether this user has stopped, although others may go on using the pipeline. */
    private volatile boolean stopped;

    PipelineHandle(Registry registry, Pipeline pipeline, Owner owner, Settings settings, Diagnostics diagnostics) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.owner = owner;
        this.settings = settings;
        this.diagnostics = diagnostics;
        this.egress = new Egress(settings.egress(), warning -> note(Trouble.EVENT_FILTER, warning));
        this.idProperty = idProperty(settings, egress);
    }

    /** The ID is set after all else, so it would not be excluded any more. */
    private static @Nullable String idProperty(Settings settings, Egress egress) {
        String name = settings.eventIdProperty();
        return name == null || egress.trimming().excludes(name) ? null : name;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** The user of the pipeline. */
    public Owner owner() {
        return owner;
    }

    Settings settings() {
        return settings;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /** What is trimmed from each event that is offered. */
    public Trimming trimming() {
        return egress.trimming();
    }

    /** Accepts an event of the current thread, or counts why not. Never blocks but under {@code overflow=block}. */
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
        Event named = pseudonymous(event);
        Event leaving = egress.pass(named, loggedBy);
        if (leaving == null) {
            turnAway(DropReason.FILTERED, loggedBy);
            return;
        }
        // A filter may name another user, who must not leave as such either.
        Event pseudonymous = leaving.userId().equals(named.userId()) ? leaving : pseudonymous(leaving);
        Event complete = identified(pseudonymous);
        EventCapture capture = settings.capture();
        if (capture == null) {
            pipeline.queue().offer(complete, System.nanoTime());
        } else {
            capture.accepted(complete, nameOf(loggedBy));
        }
    }

    private void turnAway(DropReason reason, @Nullable String loggedBy) {
        dropped(reason);
        EventCapture capture = settings.capture();
        if (capture != null) {
            String why = reason == DropReason.CLOSED
                    ? "the appender or client has been stopped"
                    : "the sample or the event filter left the event out";
            capture.dropped(reason, why, nameOf(loggedBy));
        }
    }

    private static String nameOf(@Nullable String loggedBy) {
        return loggedBy == null ? Thread.currentThread().getName() : loggedBy;
    }

    private Event pseudonymous(Event event) {
        Pseudonyms pseudonyms = settings.pseudonyms();
        return pseudonyms == null ? event : event.withUserId(pseudonyms.of(event.userId()));
    }

    private Event identified(Event event) {
        return idProperty == null
                ? event
                : event.withProperty(idProperty, UUID.randomUUID().toString());
    }

    /** Counts a call that was recognised as an event and ended before it became one. Never throws. */
    public void dropped(DropReason reason) {
        pipeline.counters().turnedAway(reason);
    }

    /** Counts a call that carried no event. */
    public void ignored() {
        pipeline.counters().ignored();
    }

    /** Returns the counters of this user's event rules, which the destination's statistics show. */
    public RuleCounters countersOf(List<RuleCounters.Rule> rules) {
        RuleCounters counted = pipeline.counters().countersOf(owner.name(), rules);
        registry.figuresChanged();
        return counted;
    }

    /** Has something checked from now on until this user stops. The delivery thread starts for it, before any event. */
    public void add(Checkup checkup) {
        pipeline.add(this, checkup);
    }

    /** Reports a problem to the user, later and on another thread. */
    public void note(Trouble trouble, String message) {
        pipeline.note(trouble, message);
    }

    /**
     * Sends what waits, and waits until all that was offered before is settled. From one of the library's own threads it
     * does not wait.
     *
     * @return whether everything was delivered, and nothing was dropped since the previous flush
     */
    public boolean flush(Duration timeout) {
        CompletableFuture<Boolean> answer = pipeline.flushAndAnswer();
        return Deadlines.await(answer, Deadlines.after(timeout)) && answer.join();
    }

    /** The counters of the destination, shared with its other users. */
    public DeliveryStats stats() {
        return pipeline.counters().stats();
    }

    /**
     * Gives the pipeline back because a successor takes over, or because the whole logging system stops. Does not wait: what
     * is left is delivered in the background. Events from log calls that are under way are still accepted. Idempotent.
     */
    public void release() {
        registry.release(this);
    }

    /**
     * Gives the pipeline back for good. Does not wait: what is left is delivered in the background. Later events are counted
     * as {@code CLOSED}. Idempotent.
     */
    public void stop() {
        stopped = true;
        registry.stop(this);
    }

    /**
     * As {@link #stop}, but waits, for at most {@code shutdownTimeout}: until the pipeline has closed or, if others go
     * on using it, until the events offered so far are settled. Idempotent.
     */
    public void close() {
        stopped = true;
        registry.close(this);
    }
}
