package com.trubrics.appender.micrometer;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.function.Supplier;

/** What {@code metrics=true} finds: registers the meters with Micrometer's global registry. */
public final class GlobalRegistryExporter implements MetricsExporter {

    private final MeterRegistry registry;

    /**
     * For {@link java.util.ServiceLoader}.
     *
     * @throws NoClassDefFoundError without Micrometer, which core takes for an answer
     */
    public GlobalRegistryExporter() {
        registry = Metrics.globalRegistry;
    }

    @Override
    public Export export(Supplier<DeliveryStats> stats) {
        return DestinationMeters.register(registry, stats);
    }
}
