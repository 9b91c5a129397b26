module com.acme.shop {
    requires com.trubrics.appender.log4j2;
    requires org.apache.logging.log4j;
}
