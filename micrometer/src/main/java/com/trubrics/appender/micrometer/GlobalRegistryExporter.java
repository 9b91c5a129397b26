package com.trubrics.appender.micrometer;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.function.Supplier;

/** Registers the meters with Micrometer's global registry. The core finds this class if {@code metrics=true}. */
public final class GlobalRegistryExporter implements MetricsExporter {

    private final MeterRegistry registry;

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws NoClassDefFoundError without Micrometer; the core then ignores this exporter
     */
    public GlobalRegistryExporter() {
        registry = Metrics.globalRegistry;
    }

    @Override
    public Export export(Supplier<DeliveryStats> stats) {
        return DestinationMeters.register(registry, stats);
    }
}
