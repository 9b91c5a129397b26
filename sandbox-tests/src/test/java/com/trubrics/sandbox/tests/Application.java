package com.trubrics.sandbox.tests;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.trubrics.appender.TrubricsClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.message.StringMapMessage;

/** An application that logs, configured by the XML of its framework. */
interface Application extends AutoCloseable {

    /** Logs one call that is an event. */
    void log(String user, String event, Map<String, String> properties);

    /** Sends what waits. */
    default void flush() {
        TrubricsClient.flushAll(Duration.ofMinutes(2));
    }

    @Override
    void close();

    static Application onLogback(URI host) {
        return onLogback("""
                <appender name="TRUBRICS" class="com.trubrics.appender.logback.TrubricsAppender">
                  <host>%s</host>
                  <apiKey>anything</apiKey>
                  <flushInterval>1 s</flushInterval>
                  <shutdownTimeout>2 min</shutdownTimeout>
                  <initialBackoff>50 ms</initialBackoff>
                  <maxBackoff>200 ms</maxBackoff>
                </appender>
                """.formatted(host));
    }

    /** Takes an appender with the name TRUBRICS. */
    static Application onLogback(String appender) {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(
                    new ByteArrayInputStream("""
                    <configuration>
                      %s
                      <root level="INFO"><appender-ref ref="TRUBRICS"/></root>
                    </configuration>
                    """.formatted(appender).getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
        return new Application() {
            @Override
            public void log(String user, String event, Map<String, String> properties) {
                var call = context.getLogger("com.acme.Shop")
                        .atInfo()
                        .addKeyValue("user_id", user)
                        .addKeyValue("event", event);
                for (var property : properties.entrySet()) {
                    call = call.addKeyValue(property.getKey(), property.getValue());
                }
                call.log("something happened");
            }

            @Override
            public void close() {
                context.stop();
            }
        };
    }

    static Application onLog4j2(URI host) {
        return onLog4j2("""
                <Trubrics name="TRUBRICS" host="%s" apiKey="anything" flushInterval="1 s" shutdownTimeout="2 min"
                          initialBackoff="50 ms" maxBackoff="200 ms"/>
                """.formatted(host));
    }

    /** Takes an appender with the name TRUBRICS. */
    static Application onLog4j2(String appender) {
        var context = new org.apache.logging.log4j.core.LoggerContext("sandbox");
        try {
            context.start(new XmlConfiguration(
                    context, new ConfigurationSource(new ByteArrayInputStream("""
                            <Configuration>
                              <Appenders>%s</Appenders>
                              <Loggers><Root level="info"><AppenderRef ref="TRUBRICS"/></Root></Loggers>
                            </Configuration>
                            """.formatted(appender)
                            .getBytes(StandardCharsets.UTF_8)))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Application() {
            @Override
            public void log(String user, String event, Map<String, String> properties) {
                StringMapMessage message =
                        new StringMapMessage().with("user_id", user).with("event", event);
                message.putAll(properties);
                context.getLogger("com.acme.Shop").info(message);
            }

            @Override
            public void close() {
                context.stop();
            }
        };
    }
}
