package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.metrics.Metrics;
import com.trubrics.appender.internal.report.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline and its users; the handle given out last says how it works. {@link PipelineRegistry} guards it. */
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

    /** Answers whether another user wants other settings. */
    boolean add(PipelineHandle handle) {
        boolean conflict = handles.stream().anyMatch(other -> conflict(other, handle));
        handles.add(handle);
        lastSystem = null;
        apply();
        pipeline.usedAgain();
        metrics.changed();
        if (handle.settings().metrics()) {
            metrics.join(handle, handle.diagnostics());
        }
        return conflict;
    }

    /**
     * Says that the settings of this user hold now, on the thread that configures it. Without the lock: the sink is the
     * user's, and may call back.
     */
    void warnOfConflict(PipelineHandle handle) {
        new Reporter(handle.diagnostics(), System::nanoTime)
                .tell(
                        System.Logger.Level.WARNING,
                        "Two appenders or clients send to " + destination
                                + " with different delivery settings. They share one pipeline, which now works as '"
                                + handle.owner().name() + "' says.");
    }

    /** The same appender of the same system is a reconfiguration: its predecessor is about to go. */
    private static boolean conflict(PipelineHandle older, PipelineHandle newer) {
        return !newer.owner().isSuccessorOf(older.owner())
                && !newer.settings().delivery().equals(older.settings().delivery());
    }

    /** Answers false if it had been given back before. */
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

    /** Whether nobody uses it any more, and this logging system was the last that did. */
    boolean isLeftBy(Object system) {
        return handles.isEmpty() && lastSystem == system;
    }

    /** The {@link System#nanoTime} by which it must have ended, if it ends now: after its own time or a longer one. */
    long deadline(Duration granted) {
        return Deadlines.afterLonger(pipeline.queue().settings().stopping().timeout(), granted);
    }

    /** Whether this is a handle in use, and not the only one. */
    boolean isSharedBy(PipelineHandle handle) {
        return handles.size() > 1 && handles.contains(handle);
    }

    /** Whether one of its users wants it to deliver at JVM exit, or the last one did. */
    boolean needsJvmHook() {
        return jvmHook;
    }
}
