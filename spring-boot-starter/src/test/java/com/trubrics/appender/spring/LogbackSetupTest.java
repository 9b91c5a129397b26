package com.trubrics.appender.spring;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.trubrics.appender.logback.TrubricsAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.MDC;

class LogbackSetupTest extends LoggingSetupContract {
    private static final String XML = """
            <configuration>
              <appender name="LIST" class="ch.qos.logback.core.read.ListAppender"/>
              <root level="INFO"><appender-ref ref="LIST"/></root>
              <logger name="audit" additivity="false"><appender-ref ref="LIST"/></logger>
            </configuration>
            """;

    private final LoggerContext context = new LoggerContext();

    @Override
    LoggingSetup setup() {
        context.setMDCAdapter(MDC.getMDCAdapter());
        read();
        return new LogbackSetup(context);
    }

    @Override
    void log(String logger, String event) {
        context.getLogger(logger)
                .atInfo()
                .addKeyValue("user_id", "ada")
                .addKeyValue("event", event)
                .log("a line");
    }

    @Override
    void configureAnAppender() {
        TrubricsAppender ours = new TrubricsAppender();
        ours.setName("OURS");
        AsyncAppender asynchronous = new AsyncAppender();
        asynchronous.setContext(context);
        asynchronous.addAppender(ours);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(asynchronous);
    }

    @Override
    void configureAnew() {
        context.reset();
        read();
    }

    private void read() {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(XML.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void stop() {
        context.stop();
    }
}
