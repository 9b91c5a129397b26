package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.delivery.PipelineRegistry;

/** The destinations of this application, for metrics systems. Thread-safe. */
public final class Destinations {
    private Destinations() {}

    /**
     * Publishes all destinations that the application has or ever gets, whatever the option {@code metrics} says. Those
     * known now are published before this returns, on this thread, and those to come on a thread of the library.
     *
     * @param diagnostics receives a warning for what cannot be published or removed
     * @return removes everything that was published, on the thread that closes it. Until then, the exporter is held
     *     strongly
     */
    public static MetricsExporter.Export export(MetricsExporter exporter, Diagnostics diagnostics) {
        return PipelineRegistry.ofTheApplication().figures().metrics().export(exporter, diagnostics);
    }
}
