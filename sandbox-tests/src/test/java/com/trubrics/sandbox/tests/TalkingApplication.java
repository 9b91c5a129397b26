package com.trubrics.sandbox.tests;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** An application that logs lines which nobody wrote as events, configured by the XML of its framework. */
interface TalkingApplication extends AutoCloseable {
    String LOGGER = "com.acme.Shop";

    /** Logs a line. */
    void log(String message, Object... arguments);

    @Override
    void close();

    /** Starts one with these elements within its appender. */
    static TalkingApplication onLogback(URI host, String elements) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(
                    new ByteArrayInputStream("""
                    <configuration>
                      <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
                        <host>%s</host>
                        <apiKey>anything</apiKey>
                        <flushInterval>1 s</flushInterval>
                        %s
                      </appender>
                      <root level="INFO"><appender-ref ref="TRUBRICS"/></root>
                    </configuration>
                    """.formatted(host, elements).getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return of(
                context::stop, (message, arguments) -> context.getLogger(LOGGER).info(message, arguments));
    }

    /** Starts one with these elements within its appender. */
    static TalkingApplication onLog4j2(URI host, String elements) {
        var context = new org.apache.logging.log4j.core.LoggerContext("talking");
        try {
            context.start(new XmlConfiguration(
                    context, new ConfigurationSource(new ByteArrayInputStream("""
                            <Configuration>
                              <Appenders>
                                <Trubrics name="TRUBRICS" host="%s" apiKey="anything" flushInterval="1 s">
                                  %s
                                </Trubrics>
                              </Appenders>
                              <Loggers><Root level="info"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                            </Configuration>
                            """.formatted(host, elements)
                            .getBytes(StandardCharsets.UTF_8)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(
                context::stop, (message, arguments) -> context.getLogger(LOGGER).info(message, arguments));
    }

    /** Logs one line. */
    @FunctionalInterface
    interface Log {
        void line(String message, Object[] arguments);
    }

    private static TalkingApplication of(Runnable stop, Log log) {
        return new TalkingApplication() {
            @Override
            public void log(String message, Object... arguments) {
                log.line(message, arguments);
            }

            @Override
            public void close() {
                stop.run();
            }
        };
    }
}
