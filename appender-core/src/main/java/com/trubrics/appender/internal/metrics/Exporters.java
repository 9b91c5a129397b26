package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.spi.MetricsExporter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the exporters for {@code metrics=true}: JMX if the JVM has it, and those of other jars. */
final class Exporters {

    /** More than there ever are, so that a loader that always fails does not cause an endless loop. */
    private static final int MOST = 100;

    private final Map<Class<?>, MetricsExporter> found = new LinkedHashMap<>();
    private final RateLimitedDiagnostics reporter;

    private Exporters(RateLimitedDiagnostics reporter) {
        this.reporter = reporter;
    }

    /**
     * Loads and creates them, one of each class. Never throws.
     *
     * @param context another class loader to search besides the core's own; null for none
     */
    static List<MetricsExporter> find(@Nullable ClassLoader context, RateLimitedDiagnostics reporter) {
        Exporters exporters = new Exporters(reporter);
        exporters.load(MetricsExporter.class.getClassLoader());
        if (context != null) {
            exporters.load(context);
        }
        exporters.addJmx();
        return new ArrayList<>(exporters.found.values());
    }

    private void load(@Nullable ClassLoader loader) {
        Iterator<MetricsExporter> providers =
                ServiceLoader.load(MetricsExporter.class, loader).iterator();
        for (int tried = 0; tried < MOST; tried++) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                // An exporter's constructor throws this if its metrics system is missing; JDK 25 does not wrap it.
                if (e instanceof NoClassDefFoundError || e.getCause() instanceof NoClassDefFoundError) {
                    continue;
                }
                reporter.reportNow(
                        System.Logger.Level.WARNING,
                        "'metrics' is true, but a metrics exporter could not be loaded. It is not used.",
                        e);
            }
        }
    }

    private void add(MetricsExporter exporter) {
        found.putIfAbsent(exporter.getClass(), exporter);
    }

    private void addJmx() {
        try {
            add(new JmxExporter());
        } catch (LinkageError | SecurityException e) {
            reporter.reportNow(
                    System.Logger.Level.WARNING,
                    "'metrics' is true, but this JVM has no JMX (module java.management), so no MBeans are registered.",
                    e);
        }
    }
}
