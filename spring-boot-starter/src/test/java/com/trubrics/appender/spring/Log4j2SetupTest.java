package com.trubrics.appender.spring;

import com.trubrics.appender.log4j2.TrubricsAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.message.StringMapMessage;

class Log4j2SetupTest extends LoggingSetupContract {
    private static final String XML = """
            <Configuration>
              <Appenders><CountingNoOp name="NONE"/></Appenders>
              <Loggers>
                <Root level="INFO"><AppenderRef ref="NONE"/></Root>
                <Logger name="audit" additivity="false"><AppenderRef ref="NONE"/></Logger>
              </Loggers>
            </Configuration>
            """;

    private final LoggerContext context = new LoggerContext("test");

    @Override
    LoggingSetup setup() {
        context.start(configuration());
        return new Log4j2Setup(context);
    }

    @Override
    void log(String logger, String event) {
        context.getLogger(logger)
                .info(new StringMapMessage().with("user_id", "ada").with("event", event));
    }

    @Override
    void configureAnAppender() {
        context.getConfiguration()
                .addAppender(TrubricsAppender.newBuilder().setName("OURS").build());
    }

    @Override
    void configureAnew() {
        context.reconfigure(configuration());
    }

    private XmlConfiguration configuration() {
        try {
            return new XmlConfiguration(
                    context, new ConfigurationSource(new ByteArrayInputStream(XML.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void stop() {
        context.stop();
    }
}
