package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.transport.Transport;
import com.trubrics.appender.internal.transport.console.StandardOutputTransport;
import com.trubrics.appender.internal.transport.http.OkHttpTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares one pipeline for each destination among all appenders and clients of the application.
 *
 * <p>Its lock guards who uses which pipeline. No thread waits for a delivery, and no sink of the user is called, while
 * holding it.
 */
public final class PipelineRegistry implements PipelineHandle.Registry {

    private static final PipelineRegistry OF_THE_APPLICATION = new PipelineRegistry((destination, warnings) ->
            destination.dryRun() ? StandardOutputTransport.open() : OkHttpTransport.open(destination, warnings));

    private final Transport.Opener opener;
    private final Set<Object> inactive = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final ShutdownHook hook = new ShutdownHook(this::exit);
    private final CountersRegistry figures = new CountersRegistry();
    private final CaptureWarning captureWarning = new CaptureWarning();
    /** At most one for each destination accepts users; the others are closing. */
    private final List<PipelineEntry> pipelines = new ArrayList<>();

    /** @param opener opens transports; only tests use another than the application */
    PipelineRegistry(Transport.Opener opener) {
        this.opener = opener;
    }

    /** Returns the registry of the application. */
    public static PipelineRegistry ofTheApplication() {
        return OF_THE_APPLICATION;
    }

    /** Returns a handle of the pipeline to the settings' destination, which works by these settings from now on. */
    public PipelineHandle open(Settings settings, PipelineHandle.Owner owner, Diagnostics diagnostics) {
        List<String> warnings = new ArrayList<>();
        PipelineHandle handle;
        synchronized (this) {
            makeWayFor(settings.destination());
            PipelineEntry usable = usable(settings.destination());
            PipelineEntry entry = usable == null ? start(settings, diagnostics) : usable;
            handle = new PipelineHandle(this, entry.pipeline(), owner, settings, diagnostics);
            boolean wanted = settings.delivery().stopping().jvmHook();
            hook.prepare(entry.pipeline(), wanted, warnings::add); // first: should this fail, nobody holds a handle
            entry.add(handle, warnings::add);
        }
        captureWarning.addTo(warnings, settings);
        RateLimitedDiagnostics reporter = new RateLimitedDiagnostics(diagnostics, System::nanoTime);
        warnings.forEach(warning -> reporter.reportNow(System.Logger.Level.WARNING, warning));
        return handle;
    }

    private PipelineEntry start(Settings settings, Diagnostics diagnostics) {
        Destination destination = settings.destination();
        CountersRegistry.Kept kept = figures.open(destination, this::isInUse);
        Pipeline pipeline = new Pipeline(settings, kept, opener, diagnostics, this::retire);
        PipelineEntry entry = new PipelineEntry(destination, pipeline, figures.metrics(), this::forget);
        pipelines.add(entry);
        return entry;
    }

    private boolean isInUse(Destination destination) {
        return pipelines.stream().anyMatch(entry -> entry.destination().equals(destination));
    }

    private @Nullable PipelineEntry usable(Destination destination) {
        return pipelines.stream()
                .filter(entry -> !entry.isClosing() && entry.destination().equals(destination))
                .findFirst()
                .orElse(null);
    }

    private @Nullable PipelineEntry entryOf(Pipeline pipeline) {
        return pipelines.stream()
                .filter(entry -> entry.pipeline() == pipeline)
                .findFirst()
                .orElse(null);
    }

    /** Forgets a pipeline that has closed. */
    private synchronized void forget(PipelineEntry entry) {
        pipelines.remove(entry);
        if (pipelines.isEmpty()) {
            hook.remove();
        }
    }

    @Override
    public synchronized void release(PipelineHandle handle) {
        PipelineEntry entry = entryOf(handle.pipeline());
        if (entry != null && entry.remove(handle)) {
            deliverWithoutWaiting(entry);
        }
    }

    @Override
    public synchronized void stop(PipelineHandle handle) {
        PipelineEntry entry = entryOf(handle.pipeline());
        // There is no successor, so a pipeline that never had an event closes at once.
        if (entry != null && entry.remove(handle) && !entry.closeUntouched()) {
            deliverWithoutWaiting(entry);
        }
    }

    private static void deliverWithoutWaiting(PipelineEntry entry) {
        if (entry.isUnused()) {
            entry.pipeline().unused();
        } else {
            var unused = entry.pipeline().flush(); // the events of one user need not wait for those of the others
        }
    }

    /** Closes unused pipelines without a thread. They have waited for log calls under way when appenders were replaced. */
    private void makeWayFor(Destination replacement) {
        List.copyOf(pipelines).stream()
                .filter(entry -> !entry.destination().equals(replacement))
                .forEach(PipelineEntry::closeUntouched);
    }

    /** Decides whether a pipeline may close, for its delivery thread, which has nothing left to do. */
    private synchronized boolean retire(Pipeline pipeline, BooleanSupplier isDrained) {
        // Checked under the lock: a user may have come, logged and left in the meantime.
        PipelineEntry entry = entryOf(pipeline);
        return entry != null && isDrained.getAsBoolean() && entry.retire();
    }

    @Override
    public void close(PipelineHandle handle) {
        Pipeline pipeline = handle.pipeline();
        long deadline = Deadlines.after(handle.settings().delivery().stopping().timeout());
        awaitAll(ends -> {
            PipelineEntry entry = entryOf(pipeline);
            boolean removed = entry != null && entry.remove(handle);
            if (entry != null && entry.isUnused()) {
                ends.add(pipeline, entry.close(deadline), deadline);
            } else if (removed) {
                ends.add(pipeline, pipeline.flush(), deadline);
            }
        });
    }

    /** Begins to end pipelines under the lock, and waits for them without it. */
    private void awaitAll(Consumer<ShutdownBarrier> begin) {
        ShutdownBarrier ends = new ShutdownBarrier();
        synchronized (this) {
            begin.accept(ends);
        }
        ends.await();
        figures.metrics().awaitRemoval();
    }

    /** Closes the pipelines that a logging system was the last to use, and waits for them. */
    public void systemStopped(Object system, Duration granted) {
        awaitAll(ends -> List.copyOf(pipelines).stream()
                .filter(entry -> entry.isLeftBy(system))
                .forEach(entry -> {
                    long deadline = entry.deadline(granted);
                    ends.add(entry.pipeline(), entry.close(deadline), deadline);
                }));
    }

    /**
     * Sends what waits in every pipeline.
     *
     * @return whether everything was delivered in time, nothing was dropped since the previous flush of each pipeline,
     *     and there is no inactive user
     */
    public boolean flushAll(Duration timeout) {
        long deadline = Deadlines.after(timeout);
        List<CompletableFuture<Boolean>> flushes;
        synchronized (this) {
            flushes = pipelines.stream()
                    .filter(entry -> !entry.isClosing())
                    .map(entry -> entry.pipeline().flushAndAnswer())
                    .toList();
        }
        long failed = flushes.stream()
                .filter(flush -> !Deadlines.await(flush, deadline) || !flush.join())
                .count(); // waits for each, whether or not another has failed
        return failed == 0 && inactive.isEmpty();
    }

    /** Returns the appenders and clients that cannot send events. Each is here from its start to its stop. Any thread. */
    public Set<Object> inactiveUsers() {
        return inactive;
    }

    /** Returns the figures of all destinations. */
    public CountersRegistry figures() {
        return figures;
    }

    @Override
    public void figuresChanged() {
        figures.metrics().changed();
    }

    /** Returns whether the JVM is known to have begun its exit. Any thread. */
    public boolean isExiting() {
        return hook.isExiting();
    }

    /** Runs on the JVM's shutdown thread. Appenders stay usable: other hooks may still log. */
    private void exit() {
        awaitAll(ends -> {
            hook.exit();
            for (PipelineEntry entry : pipelines) {
                long deadline = entry.deadline(Duration.ZERO);
                if (entry.isClosing()) {
                    ends.add(entry.pipeline(), entry.end(), deadline);
                } else if (entry.needsJvmHook()) {
                    entry.pipeline().exit();
                    ends.add(entry.pipeline(), entry.pipeline().settleBy(deadline), deadline);
                }
            }
        });
    }
}
