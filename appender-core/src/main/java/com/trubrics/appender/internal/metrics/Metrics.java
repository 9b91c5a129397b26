package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.thread.Background;
import com.trubrics.appender.spi.AsyncDiagnostics;
import com.trubrics.appender.spi.MetricsExporter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the statistics of all destinations. It uses the exporters that a caller passes in and, while an appender or a
 * client has {@code metrics=true}, the exporters that it finds as services. Without either, it starts no thread and loads
 * no class of a metrics system. Thread-safe.
 */
public final class Metrics {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<List<DeliveryCounters>> destinations;
    private final Duration patience;
    private final Background background = new Background("trubrics-metrics");
    private final List<RunningExporter> running = new CopyOnWriteArrayList<>();
    /** Only in the background; in the order in which they joined. */
    private final Map<Object, User> users = new LinkedHashMap<>();
    /** The exporters that users share, by class. Only in the background. */
    private final Map<Class<?>, RunningExporter> shared = new HashMap<>();
    /** Whether the message that there is only JMX has been reported. Only in the background. */
    private boolean jmxOnlyTold;

    /** An appender or client with {@code metrics=true}: its reporter, and the exporter classes that were found for it. */
    private record User(RateLimitedDiagnostics reporter, List<? extends Class<?>> exporters) {}

    /** @param destinations returns all of them, the most recently opened last; for any thread */
    public Metrics(Supplier<List<DeliveryCounters>> destinations) {
        this(destinations, PATIENCE);
    }

    /** Creates metrics that wait this long for a removal. */
    Metrics(Supplier<List<DeliveryCounters>> destinations, Duration patience) {
        this.destinations = destinations;
        this.patience = patience;
    }

    /** Called when destinations may have been added or removed. Any thread, even with a lock; does not wait. */
    public void changed() {
        if (!running.isEmpty()) {
            background.run(() -> running.forEach(RunningExporter::update));
        }
    }

    /** See {@link com.trubrics.appender.spi.Destinations#export}. */
    public MetricsExporter.Export export(MetricsExporter exporter, Diagnostics diagnostics) {
        RateLimitedDiagnostics reporter =
                new RateLimitedDiagnostics(AsyncDiagnostics.of(diagnostics), System::nanoTime);
        RunningExporter started = new RunningExporter(exporter, destinations, failure -> warn(reporter, failure));
        begin(started);
        return () -> end(started);
    }

    /** Called when a user with {@code metrics=true} starts. Any thread; does not wait, and does not throw. */
    public void join(Object user, Diagnostics diagnostics) {
        RateLimitedDiagnostics reporter =
                new RateLimitedDiagnostics(AsyncDiagnostics.of(diagnostics), System::nanoTime);
        ClassLoader context = contextClassLoader();
        background.run(() -> admit(user, context, reporter));
    }

    private static @Nullable ClassLoader contextClassLoader() {
        try {
            return Thread.currentThread().getContextClassLoader();
        } catch (SecurityException denied) {
            return null;
        }
    }

    private void admit(Object user, @Nullable ClassLoader context, RateLimitedDiagnostics reporter) {
        List<MetricsExporter> found = Exporters.find(context, reporter);
        users.put(
                user,
                new User(reporter, found.stream().map(MetricsExporter::getClass).toList()));
        for (MetricsExporter exporter : found) {
            if (!shared.containsKey(exporter.getClass())) {
                // Not this user's reporter: exporters may outlive the user, and would keep its application in memory.
                RunningExporter started = new RunningExporter(exporter, destinations, this::warnLastUser);
                shared.put(exporter.getClass(), started);
                begin(started);
            }
        }
        if (!jmxOnlyTold && !found.isEmpty() && found.stream().allMatch(exporter -> exporter instanceof JmxExporter)) {
            jmxOnlyTold = true;
            reporter.reportNow(
                    System.Logger.Level.INFO,
                    "'metrics' is true, but Micrometer and trubrics-micrometer are not both on the class path: the counters"
                            + " are available only through JMX.");
        }
    }

    /** Called when a user stops. Removes what no other user needs. Any thread; does not wait, and does not throw. */
    public void leave(Object user) {
        background.run(() -> dismiss(user));
    }

    private void dismiss(Object user) {
        User leaving = users.get(user);
        if (leaving == null) {
            return;
        }
        for (Class<?> type : leaving.exporters) {
            long askers = users.values().stream()
                    .filter(each -> each.exporters.contains(type))
                    .count();
            RunningExporter exporter = shared.get(type);
            if (askers == 1 && exporter != null) {
                shared.remove(type);
                end(exporter);
            }
        }
        users.remove(user); // last, because it receives failures of the removal
    }

    private void begin(RunningExporter exporter) {
        running.add(exporter); // first, so that a destination that is added now is seen by one of the two
        exporter.update();
    }

    private void end(RunningExporter exporter) {
        running.remove(exporter);
        exporter.close();
    }

    private void warnLastUser(Throwable failure) {
        User last = null;
        for (User user : users.values()) {
            last = user;
        }
        if (last != null) {
            warn(last.reporter, failure);
        }
    }

    private static void warn(RateLimitedDiagnostics reporter, Throwable failure) {
        reporter.reportNow(
                System.Logger.Level.WARNING,
                "The metrics of a destination could not be published or removed. They stay as they are.",
                failure);
    }

    /** Waits briefly until the metrics of a stopping user have been removed, which usually takes a millisecond. */
    public void awaitRemoval() {
        background.await(patience);
    }
}
