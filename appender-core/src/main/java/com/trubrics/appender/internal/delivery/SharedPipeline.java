package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipeline and its users. The settings of the user that came last apply. {@link PipelineRegistry} guards it. */
final class SharedPipeline {

    private final Destination destination;
    private final Pipeline pipeline;
    private final Metrics metrics;
    private final List<PipelineHandle> handles = new ArrayList<>();
    private @Nullable Object lastSystem;
    private boolean jvmHook;

    SharedPipeline(Destination destination, Pipeline pipeline, Metrics metrics) {
        this.destination = destination;
        this.pipeline = pipeline;
        this.metrics = metrics;
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
                    + " with different delivery settings. They share one pipeline, which now works as '"
                    + handle.owner().name() + "' says.");
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
