package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.report.Reporter;
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
    private final List<SharedPipeline> pipelines = new ArrayList<>();

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
            SharedPipeline usable = usable(settings.destination());
            SharedPipeline use = usable == null ? start(settings, diagnostics) : usable;
            handle = new PipelineHandle(this, use.pipeline(), owner, settings, diagnostics);
            boolean wanted = settings.delivery().stopping().jvmHook();
            hook.prepare(use.pipeline(), wanted, warnings::add); // first: should this fail, nobody holds a handle
            use.add(handle, warnings::add);
        }
        captureWarning.addTo(warnings, settings);
        Reporter reporter = new Reporter(diagnostics, System::nanoTime);
        warnings.forEach(warning -> reporter.tell(System.Logger.Level.WARNING, warning));
        return handle;
    }

    private SharedPipeline start(Settings settings, Diagnostics diagnostics) {
        Destination destination = settings.destination();
        CountersRegistry.Kept kept = figures.open(destination, this::isInUse);
        Pipeline pipeline = new Pipeline(settings, kept, opener, diagnostics, this::retire);
        SharedPipeline use = new SharedPipeline(destination, pipeline, figures.metrics(), this::forget);
        pipelines.add(use);
        return use;
    }

    private boolean isInUse(Destination destination) {
        return pipelines.stream().anyMatch(use -> use.destination().equals(destination));
    }

    private @Nullable SharedPipeline usable(Destination destination) {
        return pipelines.stream()
                .filter(use -> !use.isClosing() && use.destination().equals(destination))
                .findFirst()
                .orElse(null);
    }

    private @Nullable SharedPipeline useOf(Pipeline pipeline) {
        return pipelines.stream()
                .filter(use -> use.pipeline() == pipeline)
                .findFirst()
                .orElse(null);
    }

    /** Forgets a pipeline that has closed. */
    private synchronized void forget(SharedPipeline use) {
        pipelines.remove(use);
        if (pipelines.isEmpty()) {
            hook.remove();
        }
    }

    @Override
    public synchronized void release(PipelineHandle handle) {
        SharedPipeline use = useOf(handle.pipeline());
        if (use != null && use.remove(handle)) {
            deliverWithoutWaiting(use);
        }
    }

    @Override
    public synchronized void stop(PipelineHandle handle) {
        SharedPipeline use = useOf(handle.pipeline());
        // There is no successor, so a pipeline that never had an event closes at once.
        if (use != null && use.remove(handle) && !use.closeUntouched()) {
            deliverWithoutWaiting(use);
        }
    }

    private static void deliverWithoutWaiting(SharedPipeline use) {
        if (use.isUnused()) {
            use.pipeline().unused();
        } else {
            var unused = use.pipeline().flush(); // the events of one user need not wait for those of the others
        }
    }

    /** Closes unused pipelines without a thread. They have waited for log calls under way when appenders were replaced. */
    private void makeWayFor(Destination replacement) {
        List.copyOf(pipelines).stream()
                .filter(use -> !use.destination().equals(replacement))
                .forEach(SharedPipeline::closeUntouched);
    }

    /** Decides whether a pipeline may close, for its delivery thread, which has nothing left to do. */
    private synchronized boolean retire(Pipeline pipeline, BooleanSupplier isDrained) {
        // Checked under the lock: a user may have come, logged and left in the meantime.
        SharedPipeline use = useOf(pipeline);
        return use != null && isDrained.getAsBoolean() && use.retire();
    }

    @Override
    public void close(PipelineHandle handle) {
        Pipeline pipeline = handle.pipeline();
        long deadline = Deadlines.after(handle.settings().delivery().stopping().timeout());
        awaitAll(ends -> {
            SharedPipeline use = useOf(pipeline);
            boolean removed = use != null && use.remove(handle);
            if (use != null && use.isUnused()) {
                ends.add(pipeline, use.close(deadline), deadline);
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
                .filter(use -> use.isLeftBy(system))
                .forEach(use -> {
                    long deadline = use.deadline(granted);
                    ends.add(use.pipeline(), use.close(deadline), deadline);
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
                    .filter(use -> !use.isClosing())
                    .map(use -> use.pipeline().flushAndAnswer())
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
            for (SharedPipeline use : pipelines) {
                long deadline = use.deadline(Duration.ZERO);
                if (use.isClosing()) {
                    ends.add(use.pipeline(), use.end(), deadline);
                } else if (use.needsJvmHook()) {
                    use.pipeline().exit();
                    ends.add(use.pipeline(), use.pipeline().settleBy(deadline), deadline);
                }
            }
        });
    }
}
