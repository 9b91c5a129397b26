/** Captures events in tests, so that nothing is sent. */
module com.trubrics.appender.junit {
    requires transitive com.trubrics.appender;
    requires transitive org.junit.jupiter.api;
    requires org.opentest4j;
    requires static org.jspecify;

    exports com.trubrics.appender.junit;

    provides com.trubrics.appender.spi.EventCapture with
            com.trubrics.appender.junit.TestCapture;
}
