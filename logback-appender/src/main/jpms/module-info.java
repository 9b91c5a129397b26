/** The appender for Logback. Joran makes it by its name, from the exported package. */
module com.trubrics.appender.logback {
    requires transitive com.trubrics.appender;
    requires transitive ch.qos.logback.classic;
    requires transitive ch.qos.logback.core;
    requires org.slf4j;
    requires static org.jspecify;

    exports com.trubrics.appender.logback;
}
