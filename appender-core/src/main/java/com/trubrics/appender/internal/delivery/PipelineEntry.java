package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipeline and its users. The settings of the user that came last apply. {@link PipelineRegistry} guards it. */
final class PipelineEntry {

    private final Destination destination;
    private final Pipeline pipeline;
    private final Metrics metrics;
    private final List<PipelineHandle> handles = new ArrayList<>();
    private final CompletableFuture<Void> end;
    private @Nullable Object lastSystem;
    private boolean jvmHook;
    private boolean closing;

    /** @param onEnd called with this when the pipeline has closed, usually on its delivery thread */
    PipelineEntry(Destination destination, Pipeline pipeline, Metrics metrics, Consumer<PipelineEntry> onEnd) {
        this.destination = destination;
        this.pipeline = pipeline;
        this.metrics = metrics;
        this.end = pipeline.closed().whenComplete((nothing, failure) -> onEnd.accept(this));
    }

    Destination destination() {
        return destination;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Adds a user, and warns if another one has other settings. */
    void add(PipelineHandle handle, Consumer<String> warnings) {
        if (handles.stream().anyMatch(other -> conflict(other, handle))) {
            warnings.accept("Two appenders or clients send to " + destination
                    + " with different delivery settings. They share one pipeline, which now uses the settings of '"
                    + handle.owner().name() + "'.");
        }
        handles.add(handle);
        lastSystem = null;
        apply();
        pipeline.usedAgain();
        metrics.changed();
        if (handle.settings().metrics()) {
            metrics.join(handle, handle.diagnostics());
        }
    }

    /** The same appender of the same system is a reconfiguration: its predecessor is about to be released. */
    private static boolean conflict(PipelineHandle older, PipelineHandle newer) {
        return !newer.owner().isSuccessorOf(older.owner())
                && !newer.settings().delivery().equals(older.settings().delivery());
    }

    /** Removes a user; returns false if it was removed before. */
    boolean remove(PipelineHandle handle) {
        if (!handles.remove(handle)) {
            return false;
        }
        pipeline.removeCheckup(handle);
        metrics.changed();
        if (handle.settings().metrics()) {
            metrics.leave(handle);
        }
        lastSystem = handles.isEmpty() ? handle.owner().system() : null; // it may hold an undeployed application
        if (!handles.isEmpty()) {
            apply();
        }
        return true;
    }

    private void apply() {
        PipelineHandle last = handles.get(handles.size() - 1);
        jvmHook = handles.stream()
                .anyMatch(handle -> handle.settings().delivery().stopping().jvmHook());
        pipeline.use(last.settings().delivery(), last.diagnostics());
    }

    /** Returns whether it accepts no users any more. */
    boolean isClosing() {
        return closing;
    }

    /** Completed after the pipeline has closed and {@code onEnd} has returned. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Begins to close the pipeline, unless that has begun; returns its end. */
    CompletableFuture<Void> close(long deadline) {
        if (!closing) {
            closing = true;
            var unused = pipeline.closeBy(deadline);
        }
        return end;
    }

    /** Closes a pipeline that is unused and never had an event; returns whether it did. */
    boolean closeUntouched() {
        closing |= isUnused() && pipeline.closeUntouched();
        return closing;
    }

    /** Lets the pipeline close itself if it is unused; returns whether it may. */
    boolean retire() {
        closing |= isUnused();
        return closing;
    }

    boolean isUnused() {
        return handles.isEmpty();
    }

    /** Returns whether nobody uses it any more, and this logging system was the last that did. */
    boolean isLeftBy(Object system) {
        return handles.isEmpty() && lastSystem == system;
    }

    /** Returns the {@link System#nanoTime} of a deadline: after {@code shutdownTimeout}, or the time granted if longer. */
    long deadline(Duration granted) {
        Duration own = pipeline.queue().settings().stopping().timeout();
        return Deadlines.after(own.compareTo(granted) > 0 ? own : granted);
    }

    /** Returns whether one of its users wants it to deliver at JVM exit, or the last one did. */
    boolean needsJvmHook() {
        return jvmHook;
    }
}
