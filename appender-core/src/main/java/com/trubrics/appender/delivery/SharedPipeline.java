package com.trubrics.appender.delivery;

import com.trubrics.appender.config.Destination;
import com.trubrics.appender.report.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline and who uses it; the last of its leases says how it works. {@link Pipelines} guards it. */
final class SharedPipeline {

    private final Destination destination;
    private final Pipeline pipeline;
    private final List<Lease> leases = new ArrayList<>();
    private @Nullable Object lastSystem;
    private boolean jvmHook;

    SharedPipeline(Destination destination, Pipeline pipeline) {
        this.destination = destination;
        this.pipeline = pipeline;
    }

    Destination destination() {
        return destination;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Answers whether another user wants other settings. */
    boolean add(Lease lease) {
        boolean conflict = leases.stream().anyMatch(other -> conflict(other, lease));
        leases.add(lease);
        lastSystem = null;
        apply();
        pipeline.setUnused(false);
        return conflict;
    }

    /**
     * Says that the settings of this user hold now, on the thread that configures it. Without the lock: the sink is the
     * user's, and may call back.
     */
    void warnOfConflict(Lease lease) {
        new Reporter(lease.diagnostics(), System::nanoTime)
                .tell(
                        System.Logger.Level.WARNING,
                        "Two appenders or clients send to " + destination
                                + " with different delivery settings. They share one pipeline, which now works as '"
                                + lease.holder().name() + "' says.");
    }

    /** The same appender of the same system is a reconfiguration: its predecessor is about to go. */
    private static boolean conflict(Lease older, Lease newer) {
        return !newer.holder().isSuccessorOf(older.holder())
                && !newer.settings().delivery().equals(older.settings().delivery());
    }

    /** Answers false if it had been given back before. */
    boolean remove(Lease lease) {
        if (!leases.remove(lease)) {
            return false;
        }
        lastSystem = leases.isEmpty() ? lease.holder().system() : null; // it may hold an undeployed application
        if (!leases.isEmpty()) {
            apply();
        }
        return true;
    }

    private void apply() {
        Lease last = leases.get(leases.size() - 1);
        jvmHook = leases.stream()
                .anyMatch(lease -> lease.settings().delivery().stopping().jvmHook());
        pipeline.use(last.settings().delivery(), last.diagnostics());
    }

    boolean isUnused() {
        return leases.isEmpty();
    }

    /** Whether nobody uses it any more, and this logging system was the last that did. */
    boolean isLeftBy(Object system) {
        return leases.isEmpty() && lastSystem == system;
    }

    /** The {@link System#nanoTime} by which it must have ended, if it ends now: after its own time or a longer one. */
    long deadline(Duration granted) {
        return Waiting.afterLonger(pipeline.settings().stopping().timeout(), granted);
    }

    /** Whether this is a live lease, and not the only one. */
    boolean isSharedBy(Lease lease) {
        return leases.size() > 1 && leases.contains(lease);
    }

    /** Whether one of its users wants it to deliver at JVM exit, or the last one did. */
    boolean needsJvmHook() {
        return jvmHook;
    }
}
