/**
 * Events and their delivery to Trubrics. Users read {@code com.trubrics.appender} and the settings in {@code config}; the
 * rest is open to the two appenders only. The libraries that core carries inside are nobody else's.
 */
module com.trubrics.appender {
    requires java.logging;
    requires static org.jspecify;

    exports com.trubrics.appender;
    exports com.trubrics.appender.config;
    exports com.trubrics.appender.bridge to
            com.trubrics.appender.logback,
            com.trubrics.appender.log4j2;
    exports com.trubrics.appender.delivery to
            com.trubrics.appender.logback,
            com.trubrics.appender.log4j2;
    exports com.trubrics.appender.mapping to
            com.trubrics.appender.logback,
            com.trubrics.appender.log4j2;
}
