/**
 * Events and their delivery to Trubrics. Applications use {@code com.trubrics.appender}, and adapters of logging
 * frameworks {@code spi} as well. The rest, and the libraries that core carries inside, are not exported.
 */
module com.trubrics.appender {
    requires java.logging;
    requires static java.management; // only for metrics=true
    requires static org.jspecify;

    exports com.trubrics.appender;
    exports com.trubrics.appender.spi;

    uses com.trubrics.appender.spi.EventCapture;
    uses com.trubrics.appender.spi.MetricsExporter;
}
