package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.spi.MetricsExporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An exporter and what it currently publishes. Thread-safe; its lock is held while the exporter works. */
final class RunningExporter implements MetricsExporter.Export {

    private static final MetricsExporter.Export NOTHING = () -> {};

    private final MetricsExporter exporter;
    private final Supplier<List<DeliveryCounters>> destinations;
    private final Consumer<Throwable> failures;
    /** Keyed by the label that identifies a destination in a metrics system. */
    private final Map<String, Published> published = new HashMap<>();

    private boolean closed;

    private record Published(DeliveryCounters counters, Supplier<DeliveryStats> stats, MetricsExporter.Export export) {}

    /**
     * @param destinations returns all of them, the most recently opened last
     * @param failures receives the exceptions of the exporter
     */
    RunningExporter(
            MetricsExporter exporter, Supplier<List<DeliveryCounters>> destinations, Consumer<Throwable> failures) {
        this.exporter = exporter;
        this.destinations = destinations;
        this.failures = failures;
    }

    MetricsExporter exporter() {
        return exporter;
    }

    /** Publishes new destinations, and removes old ones. */
    synchronized void update() {
        if (closed) {
            return;
        }
        Map<String, DeliveryCounters> present = new HashMap<>();
        // The core distinguishes more, such as the proxy. Of two with the same label, the most recently opened counts.
        destinations.get().forEach(each -> present.put(each.destination() + " " + each.keyFingerprint(), each));
        published.entrySet().removeIf(entry -> {
            Published old = entry.getValue();
            boolean gone = present.get(entry.getKey()) != old.counters;
            if (gone) {
                attempt(old.export::close);
            }
            return gone;
        });
        present.forEach((label, counters) -> published.computeIfAbsent(label, unused -> publish(counters)));
        published.values().forEach(each -> attempt(each.export::refresh));
    }

    private Published publish(DeliveryCounters counters) {
        Supplier<DeliveryStats> stats = counters::stats;
        try {
            return new Published(counters, stats, exporter.export(stats));
        } catch (Throwable fromUserCode) {
            // Any cause, such as a registry's filter or a missing class. The other destinations are not affected.
            failures.accept(fromUserCode);
            return new Published(counters, stats, NOTHING);
        }
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (Throwable fromUserCode) {
            failures.accept(fromUserCode);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        published.values().forEach(each -> attempt(each.export::close));
        published.clear();
    }
}
