/** The appender for Log4j2, which makes it by reflection, its private fields included. */
module com.trubrics.appender.log4j2 {
    requires transitive com.trubrics.appender;
    requires transitive org.apache.logging.log4j.core;
    requires org.apache.logging.log4j;
    requires static org.jspecify;

    exports com.trubrics.appender.log4j2;

    opens com.trubrics.appender.log4j2 to
            org.apache.logging.log4j.core;
}
