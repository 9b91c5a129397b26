package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.spi.MetricsExporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An exporter and what it publishes at present. Thread-safe; its lock is held while the exporter works. */
final class RunningExporter implements MetricsExporter.Export {

    private static final MetricsExporter.Export NOTHING = () -> {};

    private final MetricsExporter exporter;
    private final Supplier<List<DeliveryCounters>> destinations;
    private final Consumer<Throwable> failures;
    /** By what tells destinations apart in a metrics system. */
    private final Map<String, Published> published = new HashMap<>();

    private boolean closed;

    private record Published(DeliveryCounters counters, Supplier<DeliveryStats> stats, MetricsExporter.Export export) {}

    /**
     * @param destinations all of them, the one opened last at the end
     * @param failures receives what the exporter throws
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

    /** Publishes destinations that have come, and removes those that have gone. */
    synchronized void update() {
        if (closed) {
            return;
        }
        Map<String, DeliveryCounters> present = new HashMap<>();
        // Core knows more of them, such as the proxy. Of two with the same label, the one opened last counts.
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
            // Whatever it is, a registry's filter or a class that is missing: the other destinations can do without.
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
