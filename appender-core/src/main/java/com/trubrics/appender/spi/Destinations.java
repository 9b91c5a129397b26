package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.delivery.PipelineRegistry;

/** The destinations of this application, for metrics systems. Thread-safe. */
public final class Destinations {
    private Destinations() {}

    /**
     * Publishes all current and future destinations of the application, independently of the option {@code metrics}.
     * Current ones are published before this method returns, on this thread, and later ones on a thread of the library.
     *
     * @param diagnostics receives a warning for each destination that cannot be published or removed
     * @return closing it removes everything that was published, on the closing thread. Until then, the exporter is held
     *     strongly
     */
    public static MetricsExporter.Export export(MetricsExporter exporter, Diagnostics diagnostics) {
        return PipelineRegistry.ofTheApplication().figures().metrics().export(exporter, diagnostics);
    }
}
