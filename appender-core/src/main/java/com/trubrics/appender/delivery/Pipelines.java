package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.config.Destination;
import com.trubrics.appender.config.Settings;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.transport.Transport;
import com.trubrics.appender.transport.Transports;
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
public final class Pipelines {

    private static final Pipelines OF_THE_APPLICATION = new Pipelines(Transports::open);

    private final Transport.Opener opener;
    private final ExitHook hook = new ExitHook(this::leave);
    private final LivePipelines live = new LivePipelines();
    private final Set<Object> inactive = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Pipelines that nobody else shares.
     *
     * @param opener opens transports; only tests use another than {@link Transports#open}
     */
    Pipelines(Transport.Opener opener) {
        this.opener = opener;
    }

    /** Those of the application. */
    public static Pipelines ofTheApplication() {
        return OF_THE_APPLICATION;
    }

    /** Takes a share in the pipeline to the settings' destination. From now on it works as these settings say. */
    public Lease lease(Settings settings, Lease.Holder holder, Diagnostics diagnostics) {
        SharedPipeline use;
        Lease lease;
        boolean conflict;
        String complaint;
        synchronized (this) {
            makeWayFor(settings.destination());
            use = live.to(settings.destination(), () -> open(settings, diagnostics));
            lease = new Lease(this, use.pipeline(), holder, settings, diagnostics);
            hook.prepare(
                    use.pipeline(),
                    settings.delivery().stopping().jvmHook()); // first: should this fail, nobody holds a share
            conflict = use.add(lease);
            complaint = hook.complaint();
        }
        if (conflict) {
            use.warnOfConflict(lease);
        }
        if (complaint != null) {
            new Reporter(diagnostics, System::nanoTime).tell(System.Logger.Level.WARNING, complaint);
        }
        return lease;
    }

    private SharedPipeline open(Settings settings, Diagnostics diagnostics) {
        Destination destination = settings.destination();
        Account account = live.account(destination);
        HostHold hold = live.hold(destination);
        return new SharedPipeline(
                destination,
                new Pipeline(destination, account, hold, settings.delivery(), diagnostics, opener, this::retire));
    }

    /** Without waiting: a pipeline that nobody uses any more delivers what is left, and then closes. */
    synchronized void release(Lease lease) {
        SharedPipeline use = giveBack(lease);
        if (use != null) {
            use.pipeline().setUnused(true);
        }
    }

    /** The same for a user without a successor: a pipeline that never had an event closes at once. */
    synchronized void stop(Lease lease) {
        SharedPipeline use = giveBack(lease);
        if (use != null && !forgetUntouched(use)) {
            use.pipeline().setUnused(true);
        }
    }

    /**
     * A pipeline without a thread has none to retire it. It waits for a log call that was under way when its appender
     * was exchanged, until another one takes its place.
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
    private @Nullable SharedPipeline giveBack(Lease lease) {
        SharedPipeline use = live.to(lease.settings().destination());
        if (use == null || !use.remove(lease)) {
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
            // Drained now, when nobody can come: one who came, logged and left may have been too quick to be seen.
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

    private void endBy(Lease lease, long deadline) {
        Ends ends = new Ends();
        synchronized (this) {
            SharedPipeline use = giveBack(lease);
            if (use == null) {
                ends.add(lease.pipeline(), endUnderWay(lease), deadline);
            } else {
                end(use, deadline, ends);
            }
        }
        ends.await();
    }

    /** A second stop waits for what the first has begun; it need not if others go on using the pipeline. */
    private CompletableFuture<Void> endUnderWay(Lease lease) {
        return live.ending().stream()
                .filter(use -> use.pipeline() == lease.pipeline())
                .map(use -> use.pipeline().closed())
                .findFirst()
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private void end(SharedPipeline use, long deadline, Ends ends) {
        live.startEnding(use);
        // Who waits for this waits for the forgetting too: when the stop returns, the JVM hook is gone.
        CompletableFuture<Void> forgotten = use.pipeline().endBy(deadline, true).whenComplete((nothing, failure) -> {
            synchronized (this) {
                forget(use);
            }
        });
        ends.add(use.pipeline(), forgotten, deadline);
    }

    void close(Lease lease) {
        long deadline = Waiting.after(lease.settings().delivery().stopping().timeout());
        boolean shares;
        synchronized (this) {
            SharedPipeline use = live.to(lease.settings().destination());
            shares = use != null && use.isSharedBy(lease);
        }
        if (shares) {
            Waiting.uninterruptibly(lease.pipeline().flush(), deadline, false);
        }
        endBy(lease, deadline);
    }

    /** The logging system stops: ends the pipelines that it was the last to use, and waits for them. */
    public void systemStopped(Object system, Duration granted) {
        Ends ends = new Ends();
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
        return AwaitedFlush.awaitAll(flushes, Waiting.after(timeout)) && inactive.isEmpty();
    }

    /**
     * The appenders and clients that take nothing, so that what they are given is not delivered. Each is in it from its
     * start to its end, or until it is collected. Any thread.
     */
    public Set<Object> inactiveUsers() {
        return inactive;
    }

    /** The accounts of all destinations, also of those no longer used; the one used last comes last. */
    public synchronized List<DeliveryStats> allStats() {
        return live.stats();
    }

    /** Whether the JVM has begun to exit, as far as we have been told. Any thread. */
    public boolean isLeaving() {
        return hook.isLeaving();
    }

    /** On the JVM's shutdown thread. Appenders stay usable: other hooks may still log. */
    private void leave() {
        Ends ends = new Ends();
        synchronized (this) {
            hook.leave();
            live.ending()
                    .forEach(use -> ends.add(use.pipeline(), use.pipeline().closed(), use.deadline(Duration.ZERO)));
            live.usable().stream().filter(SharedPipeline::needsJvmHook).forEach(use -> {
                long deadline = use.deadline(Duration.ZERO);
                use.pipeline().leave();
                ends.add(use.pipeline(), use.pipeline().endBy(deadline, false), deadline);
            });
        }
        ends.await();
    }
}
