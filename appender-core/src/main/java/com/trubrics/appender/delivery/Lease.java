package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.config.Settings;
import com.trubrics.appender.report.Trouble;
import java.time.Duration;
import java.util.UUID;

/**
 * One user's share in a pipeline. Events may be offered from any thread, also after the end: then they are counted as
 * {@code CLOSED}.
 */
public final class Lease {

    /**
     * Who holds a share.
     *
     * @param system the logging system, or the client itself: what is stopped as a whole
     * @param name the appender's name; the same system and name again is a reconfiguration, not a second user
     */
    public record Holder(Object system, String name) {
        boolean isSuccessorOf(Holder other) {
            return system == other.system && name.equals(other.name);
        }
    }

    private final Pipelines pipelines;
    private final Pipeline pipeline;
    private final Holder holder;
    private final Settings settings;
    private final Diagnostics diagnostics;
    /** Whether this share has ended, although others may go on using the pipeline. */
    private volatile boolean stopped;

    Lease(Pipelines pipelines, Pipeline pipeline, Holder holder, Settings settings, Diagnostics diagnostics) {
        this.pipelines = pipelines;
        this.pipeline = pipeline;
        this.holder = holder;
        this.settings = settings;
        this.diagnostics = diagnostics;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Who holds it. */
    public Holder holder() {
        return holder;
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
        pipeline.offer(
                idProperty == null
                        ? event
                        : event.withProperty(idProperty, UUID.randomUUID().toString()));
    }

    /** Counts a call that was recognised as an event and ended before it became one. */
    public void dropped(DropReason reason) {
        pipeline.account().seen();
        pipeline.account().dropped(reason);
    }

    /** Counts a call that carried no event. */
    public void ignored() {
        pipeline.account().ignored();
    }

    /** Tells the user of a trouble, later and on another thread. */
    public void note(Trouble trouble, String message) {
        pipeline.note(trouble, message);
    }

    /**
     * Sends what waits, and waits until all that was offered before has ended. From one of the library's own threads it
     * does not wait.
     *
     * @return whether everything was delivered, and nothing was dropped since the previous flush
     */
    public boolean flush(Duration timeout) {
        return AwaitedFlush.begin(pipeline).await(Waiting.after(timeout));
    }

    /** The account of the pipeline, shared with its other users. */
    public DeliveryStats stats() {
        return pipeline.account().stats();
    }

    /**
     * Gives the share back because a successor takes over, or because the whole logging system stops. Does not wait: what
     * is left is delivered in the background. Events from log calls that are under way are still accepted. Idempotent.
     */
    public void release() {
        pipelines.release(this);
    }

    /**
     * Gives the share back for good. Does not wait: what is left is delivered in the background. Later events are counted
     * as {@code CLOSED}. Idempotent.
     */
    public void stop() {
        stopped = true;
        pipelines.stop(this);
    }

    /**
     * As {@link #stop}, but waits, for at most {@code shutdownTimeout}: until the pipeline has ended, or, if others go on
     * using it, until the events offered so far have. Idempotent.
     */
    public void close() {
        stopped = true;
        pipelines.close(this);
    }
}
