package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.spi.MetricsExporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Keeps what it is given. */
class RecordingExporter implements MetricsExporter {

    final List<Supplier<DeliveryStats>> published = new CopyOnWriteArrayList<>();
    final List<String> history = new CopyOnWriteArrayList<>();
    final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Override
    public Export export(Supplier<DeliveryStats> stats) {
        String name = stats.get().destination() + " " + stats.get().keyFingerprint();
        published.add(stats);
        history.add("+" + name);
        threads.add(Thread.currentThread());
        return () -> {
            published.remove(stats);
            history.add("-" + name);
        };
    }
}
