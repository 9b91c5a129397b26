package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.Destination;
import com.trubrics.appender.config.Settings;
import com.trubrics.appender.transport.Transport;
import com.trubrics.appender.transport.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
    private final Map<Destination, SharedPipeline> shared = new HashMap<>();
    private final List<SharedPipeline> ending = new ArrayList<>();
    private final HostHolds holds = new HostHolds();
    private final Accounts accounts = new Accounts();
    private volatile boolean leaving;

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
        synchronized (this) {
            makeWayFor(settings.destination());
            use = shared.computeIfAbsent(settings.destination(), to -> open(to, settings.delivery(), diagnostics));
            lease = new Lease(this, use.pipeline(), holder, settings, diagnostics);
            conflict = use.add(lease);
            prepareExit(use, settings.delivery());
        }
        if (conflict) {
            use.warnOfConflict(lease);
        }
        return lease;
    }

    private void prepareExit(SharedPipeline use, DeliverySettings settings) {
        if (settings.stopping().jvmHook() && !hook.isInPlace()) {
            leaving |= !hook.install();
        }
        if (leaving) {
            use.pipeline().leave();
        }
    }

    private SharedPipeline open(Destination destination, DeliverySettings settings, Diagnostics diagnostics) {
        Account account = accounts.open(destination, other -> isInUse(other::equals));
        HostHold hold = holds.of(
                destination.host().getAuthority(),
                host -> isInUse(used -> used.host().getAuthority().equals(host)),
                System.nanoTime());
        return new SharedPipeline(
                destination, new Pipeline(destination, account, hold, settings, diagnostics, opener, this::retire));
    }

    private boolean isInUse(Predicate<Destination> such) {
        return Stream.concat(shared.values().stream(), ending.stream())
                .map(SharedPipeline::destination)
                .anyMatch(such);
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
        for (SharedPipeline use : List.copyOf(shared.values())) {
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
        SharedPipeline use = shared.get(lease.settings().destination());
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
        for (SharedPipeline use : shared.values()) {
            // Drained now, when nobody can come: one who came, logged and left may have been too quick to be seen.
            if (use.pipeline() == pipeline && use.isUnused() && drained.getAsBoolean()) {
                forget(use);
                return true;
            }
        }
        return false;
    }

    private void forget(SharedPipeline use) {
        shared.remove(use.destination(), use);
        ending.remove(use);
        if (shared.isEmpty() && ending.isEmpty()) {
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
        return ending.stream()
                .filter(use -> use.pipeline() == lease.pipeline())
                .map(use -> use.pipeline().closed())
                .findFirst()
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private void end(SharedPipeline use, long deadline, Ends ends) {
        shared.remove(use.destination(), use);
        ending.add(use);
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
            SharedPipeline use = shared.get(lease.settings().destination());
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
            ending.stream()
                    .filter(use -> use.isLeftBy(system))
                    .forEach(use -> ends.add(use.pipeline(), use.pipeline().closed(), use.deadline(granted)));
            List.copyOf(shared.values()).stream()
                    .filter(use -> use.isLeftBy(system))
                    .forEach(use -> end(use, use.deadline(granted), ends));
        }
        ends.await();
    }

    /** Sends what waits in every pipeline; true if everything was delivered in time. */
    public boolean flushAll(Duration timeout) {
        long deadline = Waiting.after(timeout);
        List<CompletableFuture<Boolean>> flushes;
        synchronized (this) {
            flushes =
                    shared.values().stream().map(use -> use.pipeline().flush()).toList();
        }
        boolean all = true;
        for (CompletableFuture<Boolean> flush : flushes) {
            all &= Waiting.uninterruptibly(flush, deadline, false);
        }
        return all;
    }

    /** The accounts of all destinations, also of those no longer used; the one used last comes last. */
    public synchronized List<DeliveryStats> allStats() {
        return accounts.stats();
    }

    /** Whether the JVM has begun to exit, as far as we have been told. Any thread. */
    public boolean isLeaving() {
        return leaving;
    }

    /** On the JVM's shutdown thread. Appenders stay usable: other hooks may still log. */
    private void leave() {
        Ends ends = new Ends();
        synchronized (this) {
            leaving = true;
            ending.forEach(use -> ends.add(use.pipeline(), use.pipeline().closed(), use.deadline(Duration.ZERO)));
            shared.values().stream().filter(SharedPipeline::needsJvmHook).forEach(use -> {
                long deadline = use.deadline(Duration.ZERO);
                use.pipeline().leave();
                ends.add(use.pipeline(), use.pipeline().endBy(deadline, false), deadline);
            });
        }
        ends.await();
    }
}
