package com.trubrics.appender.spi;

import com.trubrics.appender.DeliveryStats;
import java.util.function.Supplier;

/**
 * Publishes the statistics of destinations in a metrics system. Pass it to {@link Destinations#export}.
 *
 * <p>With the option {@code metrics=true}, the core looks for implementations with {@link java.util.ServiceLoader}, in its
 * own class loader and in the context class loader of the thread that starts the appender. It calls them on its own
 * thread, never on a thread that logs. If the constructor of an exporter throws {@link NoClassDefFoundError} because its
 * metrics system is missing, the exporter is left out without a warning.
 */
public interface MetricsExporter {

    /**
     * Begins to publish one destination. Called once for each destination. {@link DeliveryStats#destination()} and
     * {@link DeliveryStats#keyFingerprint()} together are unique at any time. If this method throws, a warning is reported,
     * and the destination is left out.
     *
     * @param stats returns the current values; fast, on any thread. It is the same object until the export is closed, and
     *     strongly reachable until then, even if a metrics system holds it weakly
     */
    Export export(Supplier<DeliveryStats> stats);

    /** The published statistics of one destination. */
    interface Export extends AutoCloseable {

        /**
         * Updates the parts of a destination that may appear and disappear: {@link DeliveryStats#rules()}. Called after
         * the export has begun, and whenever an appender starts or stops.
         */
        default void refresh() {}

        /** Removes everything that was published. Called once. */
        @Override
        void close();
    }
}
