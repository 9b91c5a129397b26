package com.trubrics.appender.micrometer;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.Metrics;
import java.util.function.Supplier;

/** What {@code metrics=true} finds: registers the meters with Micrometer's global registry. */
public final class GlobalRegistryExporter implements MetricsExporter {

    /** For {@link java.util.ServiceLoader}. */
    public GlobalRegistryExporter() {}

    @Override
    public Export export(Supplier<DeliveryStats> stats) {
        return DestinationMeters.register(Metrics.globalRegistry, stats);
    }
}
