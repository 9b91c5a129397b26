package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.report.Trouble;
import java.time.Duration;
import java.util.UUID;

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
    }

    private final Registry registry;
    private final Pipeline pipeline;
    private final Owner owner;
    private final Settings settings;
    private final Diagnostics diagnostics;
    /** Whether this user has stopped, although others may go on using the pipeline. */
    private volatile boolean stopped;

    PipelineHandle(Registry registry, Pipeline pipeline, Owner owner, Settings settings, Diagnostics diagnostics) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.owner = owner;
        this.settings = settings;
        this.diagnostics = diagnostics;
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

    /** Accepts an event, or counts why not. Never blocks but under {@code overflow=block}. */
    public void offer(Event event) {
        if (stopped) {
            dropped(DropReason.CLOSED);
            return;
        }
        String idProperty = settings.eventIdProperty();
        Event identified = idProperty == null
                ? event
                : event.withProperty(idProperty, UUID.randomUUID().toString());
        pipeline.queue().offer(identified, System.nanoTime());
    }

    /** Counts a call that was recognised as an event and ended before it became one. Never throws. */
    public void dropped(DropReason reason) {
        pipeline.counters().turnedAway(reason);
    }

    /** Counts a call that carried no event. */
    public void ignored() {
        pipeline.counters().ignored();
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
        return AwaitedFlush.begin(pipeline).await(Deadlines.after(timeout));
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
