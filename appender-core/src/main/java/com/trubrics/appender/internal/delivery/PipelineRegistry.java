package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.metrics.Metrics;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.transport.Transport;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shares one pipeline a destination among all appenders and clients of the application.
 *
 * <p>Its lock guards who uses what; nobody waits for a delivery while holding it.
 */
public final class PipelineRegistry implements PipelineHandle.Registry {

    private static final PipelineRegistry OF_THE_APPLICATION = new PipelineRegistry(Transports::open);

    private final Transport.Opener opener;
    private final ShutdownHook hook = new ShutdownHook(this::exit);
    private final LivePipelines live = new LivePipelines();
    private final Metrics metrics = new Metrics(this::counters);
    private final Set<Object> inactive = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * A registry of its own.
     *
     * @param opener opens transports; only tests use another than that of the application
     */
    PipelineRegistry(Transport.Opener opener) {
        this.opener = opener;
    }

    /** Those of the application. */
    public static PipelineRegistry ofTheApplication() {
        return OF_THE_APPLICATION;
    }

    /** A handle of the pipeline to the settings' destination. From now on it works as these settings say. */
    public PipelineHandle open(Settings settings, PipelineHandle.Owner owner, Diagnostics diagnostics) {
        SharedPipeline use;
        PipelineHandle handle;
        boolean conflict;
        String complaint;
        synchronized (this) {
            makeWayFor(settings.destination());
            use = live.to(settings.destination(), () -> start(settings, diagnostics));
            handle = new PipelineHandle(this, use.pipeline(), owner, settings, diagnostics);
            hook.prepare(
                    use.pipeline(),
                    settings.delivery().stopping().jvmHook()); // first: should this fail, nobody holds a handle
            conflict = use.add(handle);
            complaint = hook.complaint();
        }
        if (conflict) {
            use.warnOfConflict(handle);
        }
        if (complaint != null) {
            new Reporter(diagnostics, System::nanoTime).tell(System.Logger.Level.WARNING, complaint);
        }
        return handle;
    }

    private SharedPipeline start(Settings settings, Diagnostics diagnostics) {
        Destination destination = settings.destination();
        Pipeline.Shared shared = new Pipeline.Shared(live.counters(destination), live.limit(destination), opener);
        Pipeline pipeline = new Pipeline(destination, shared, settings.delivery(), diagnostics, this::retire);
        return new SharedPipeline(destination, pipeline, metrics);
    }

    /** Without waiting: a pipeline that nobody uses any more delivers what is left, and then closes. */
    @Override
    public synchronized void release(PipelineHandle handle) {
        SharedPipeline use = giveBack(handle);
        if (use != null) {
            use.pipeline().unused();
        }
    }

    /** The same for a user without a successor: a pipeline that never had an event closes at once. */
    @Override
    public synchronized void stop(PipelineHandle handle) {
        SharedPipeline use = giveBack(handle);
        if (use != null && !forgetUntouched(use)) {
            use.pipeline().unused();
        }
    }

    /**
     * A pipeline without a thread has none to retire it. It waits for a log call that was under way when its appender
     * was exchanged, until another pipeline replaces it.
     */
    private void makeWayFor(Destination replacement) {
        for (SharedPipeline use : live.usable()) {
            if (use.isUnused() && !use.destination().equals(replacement)) {
                forgetUntouched(use);
            }
        }
    }

    private boolean forgetUntouched(SharedPipeline use) {
        boolean untouched = use.pipeline().closeUntouched();
        if (untouched) {
            forget(use);
        }
        return untouched;
    }

    /** Returns the pipeline if nobody uses it any more. */
    private @Nullable SharedPipeline giveBack(PipelineHandle handle) {
        SharedPipeline use = live.to(handle.settings().destination());
        if (use == null || !use.remove(handle)) {
            return null;
        }
        if (use.isUnused()) {
            return use;
        }
        var unused = use.pipeline().flush(); // the others go on; what this one logged need not wait for them
        return null;
    }

    /** Asked by a delivery thread with nothing left to do. */
    private synchronized boolean retire(Pipeline pipeline, BooleanSupplier drained) {
        for (SharedPipeline use : live.usable()) {
            // Asked again under the lock: a user may have come, logged and left in the meantime.
            if (use.pipeline() == pipeline && use.isUnused() && drained.getAsBoolean()) {
                forget(use);
                return true;
            }
        }
        return false;
    }

    private void forget(SharedPipeline use) {
        live.remove(use);
        if (live.isEmpty()) {
            hook.remove();
        }
    }

    private void end(SharedPipeline use, long deadline, ShutdownBarrier ends) {
        live.startEnding(use);
        // Who waits for this waits for the forgetting too: when the stop returns, the JVM hook is gone.
        CompletableFuture<Void> forgotten = use.pipeline().closeBy(deadline).whenComplete((nothing, failure) -> {
            synchronized (this) {
                forget(use);
            }
        });
        ends.add(use.pipeline(), forgotten, deadline);
    }

    @Override
    public void close(PipelineHandle handle) {
        long deadline = Deadlines.after(handle.settings().delivery().stopping().timeout());
        if (isShared(handle)) {
            boolean unused = Deadlines.await(handle.pipeline().flush(), deadline);
        }
        ShutdownBarrier ends = new ShutdownBarrier();
        synchronized (this) {
            SharedPipeline use = giveBack(handle);
            if (use == null) {
                ends.add(handle.pipeline(), live.endUnderWay(handle.pipeline()), deadline);
            } else {
                end(use, deadline, ends);
            }
        }
        ends.await();
        metrics.awaitRemoval();
    }

    private synchronized boolean isShared(PipelineHandle handle) {
        SharedPipeline use = live.to(handle.settings().destination());
        return use != null && use.isSharedBy(handle);
    }

    /** The logging system stops: ends the pipelines that it was the last to use, and waits for them. */
    public void systemStopped(Object system, Duration granted) {
        ShutdownBarrier ends = new ShutdownBarrier();
        synchronized (this) {
            // First those that an earlier stop is ending: it may still be waiting for them.
            live.ending().stream()
                    .filter(use -> use.isLeftBy(system))
                    .forEach(use -> ends.add(use.pipeline(), use.pipeline().closed(), use.deadline(granted)));
            live.usable().stream()
                    .filter(use -> use.isLeftBy(system))
                    .forEach(use -> end(use, use.deadline(granted), ends));
        }
        ends.await();
        metrics.awaitRemoval();
    }

    /**
     * Sends what waits in every pipeline.
     *
     * @return whether everything was delivered in time, nothing was dropped since the previous flush of each pipeline,
     *     and there is no inactive user
     */
    public boolean flushAll(Duration timeout) {
        List<AwaitedFlush> flushes;
        synchronized (this) {
            flushes = live.usable().stream()
                    .map(use -> AwaitedFlush.begin(use.pipeline()))
                    .toList();
        }
        return AwaitedFlush.awaitAll(flushes, Deadlines.after(timeout)) && inactive.isEmpty();
    }

    /**
     * The appenders and clients that take nothing, so that what they are given is not delivered. Each is in it from its
     * start to its end, or until it is collected. Any thread.
     */
    public Set<Object> inactiveUsers() {
        return inactive;
    }

    /** The counters of all destinations, also of those no longer used; the one used last comes last. */
    public List<DeliveryStats> allStats() {
        return counters().stream().map(DeliveryCounters::stats).toList();
    }

    private synchronized List<DeliveryCounters> counters() {
        return live.counters();
    }

    @Override
    public void figuresChanged() {
        metrics.changed();
    }

    /** Who publishes these counters. */
    public Metrics metrics() {
        return metrics;
    }

    /** Whether the JVM is known to have begun its exit. Any thread. */
    public boolean isExiting() {
        return hook.isExiting();
    }

    /** On the JVM's shutdown thread. Appenders stay usable: other hooks may still log. */
    private void exit() {
        ShutdownBarrier ends = new ShutdownBarrier();
        synchronized (this) {
            hook.exit();
            live.ending()
                    .forEach(use -> ends.add(use.pipeline(), use.pipeline().closed(), use.deadline(Duration.ZERO)));
            live.usable().stream().filter(SharedPipeline::needsJvmHook).forEach(use -> {
                long deadline = use.deadline(Duration.ZERO);
                use.pipeline().exit();
                ends.add(use.pipeline(), use.pipeline().settleBy(deadline), deadline);
            });
        }
        ends.await();
    }
}
