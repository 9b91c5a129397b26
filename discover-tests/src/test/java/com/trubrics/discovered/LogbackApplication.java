package com.trubrics.discovered;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.trubrics.appender.testkit.LogLine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs with Logback. */
final class LogbackApplication implements RunningApplication {
    private final LoggerContext context = new LoggerContext();

    private LogbackApplication() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    static LogbackApplication start(String xml) {
        LogbackApplication application = new LogbackApplication();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(application.context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(xml, e);
        }
        for (Status status : application.context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                throw new AssertionError(status + "\n" + xml);
            }
        }
        return application;
    }

    @Override
    public void log(LogLine line) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        line.context().forEach(MDC::put);
        try {
            LoggingEventBuilder builder = context.getLogger(line.logger()).atLevel(Level.valueOf(level(line)));
            if (line.marker() != null) {
                builder = builder.addMarker(MarkerFactory.getMarker(line.marker()));
            }
            for (Object argument : line.arguments()) {
                builder = builder.addArgument(argument);
            }
            for (Map.Entry<String, ?> field : line.fields().entrySet()) {
                builder = builder.addKeyValue(field.getKey(), field.getValue());
            }
            builder.setCause(line.thrown()).log(line.message());
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    private static String level(LogLine line) {
        return line.level() == System.Logger.Level.WARNING
                ? "WARN"
                : line.level().name();
    }

    @Override
    public void close() {
        context.stop();
    }
}
