/** Micrometer meters for the delivery of events. The core finds the exporter if an appender has {@code metrics=true}. */
module com.trubrics.appender.micrometer {
    requires transitive com.trubrics.appender;
    requires transitive micrometer.core;
    requires static org.jspecify;

    exports com.trubrics.appender.micrometer;

    provides com.trubrics.appender.spi.MetricsExporter with
            com.trubrics.appender.micrometer.GlobalRegistryExporter;
}
