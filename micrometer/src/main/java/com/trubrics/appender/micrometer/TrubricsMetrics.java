package com.trubrics.appender.micrometer;

import com.trubrics.appender.spi.Destinations;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Registers the meters of all current and future Trubrics destinations of the application with a registry.
 *
 * <pre>{@code
 * TrubricsMetrics metrics = new TrubricsMetrics();
 * metrics.bindTo(registry);
 * ...
 * metrics.close();
 * }</pre>
 *
 * <p>An appender or client with {@code metrics=true} does the same for Micrometer's global registry. Use only one of the two:
 * Micrometer ignores the second registration of a meter, and the first removal removes it for both.
 *
 * <p>The meters exist until {@link #close()}, even if the application drops this object. They read their values
 * when the registry asks for them, which never blocks. {@code docs/operations.md} describes each meter.
 *
 * <p>Thread-safe.
 */
public final class TrubricsMetrics implements MeterBinder, AutoCloseable {

    private final Map<MeterRegistry, MetricsExporter.Export> exports = new LinkedHashMap<>();

    /** Creates an instance that is not bound to any registry. */
    public TrubricsMetrics() {}

    /**
     * Registers the meters of the current destinations on this thread, and those of later destinations on a thread of
     * Trubrics. Can be called for several registries. Binding to the same registry again has no effect.
     */
    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        exports.computeIfAbsent(
                registry,
                unbound -> Destinations.export(
                        stats -> DestinationMeters.register(unbound, stats), TrubricsMetrics::report));
    }

    private static void report(System.Logger.Level level, String message, @Nullable Throwable cause) {
        System.getLogger("com.trubrics").log(level, message, cause);
    }

    /** Removes all meters from the registries. The object can be bound again. */
    @Override
    public synchronized void close() {
        exports.values().forEach(MetricsExporter.Export::close);
        exports.clear();
    }
}
