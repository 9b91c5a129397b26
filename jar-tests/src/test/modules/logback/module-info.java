module com.acme.shop {
    requires com.trubrics.appender.logback;
    requires org.slf4j;
}
