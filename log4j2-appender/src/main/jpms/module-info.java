/** The appender for Log4j2. Log4j2 creates it by reflection and sets its private fields. */
module com.trubrics.appender.log4j2 {
    requires transitive com.trubrics.appender;
    requires transitive org.apache.logging.log4j.core;
    requires org.apache.logging.log4j;
    requires java.xml;
    requires static org.jspecify;

    exports com.trubrics.appender.log4j2;

    opens com.trubrics.appender.log4j2 to
            org.apache.logging.log4j.core;
}
