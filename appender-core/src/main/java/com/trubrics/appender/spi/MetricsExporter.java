package com.trubrics.appender.spi;

import com.trubrics.appender.DeliveryStats;
import java.util.function.Supplier;

/**
 * Publishes the figures of destinations in a metrics system. Give one to {@link Destinations#export}.
 *
 * <p>With the option {@code metrics=true}, core looks for implementations with {@link java.util.ServiceLoader}, in its
 * own class loader and in the context class loader of the thread that starts the appender. It calls them on a thread of
 * its own, never on one that logs. An exporter whose constructor throws {@link NoClassDefFoundError}, because its metrics
 * system is missing, is left out without a warning.
 */
public interface MetricsExporter {

    /**
     * Begins to publish one destination. Called once for each destination, with never two alike at the same time:
     * {@link DeliveryStats#destination()} and {@link DeliveryStats#keyFingerprint()} tell them apart. If it throws, a
     * warning is reported, and the destination is left out.
     *
     * @param stats returns the current figures; fast, and for any thread. It is the same object until the export is
     *     closed, and strongly reachable that long, even where a metrics system holds it weakly
     */
    Export export(Supplier<DeliveryStats> stats);

    /** What is published of one destination. */
    interface Export extends AutoCloseable {

        /**
         * Looks again at what may come and go within a destination: {@link DeliveryStats#rules()}. Called after the
         * export has begun, and whenever an appender starts or stops.
         */
        default void refresh() {}

        /** Removes all of it. Called once. */
        @Override
        void close();
    }
}
