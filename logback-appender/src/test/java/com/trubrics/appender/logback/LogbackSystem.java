package com.trubrics.appender.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.LoggingSystem;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A logger context of its own, configured from XML and called through the SLF4J API. */
final class LogbackSystem implements LoggingSystem {
    private final LoggerContext context = new LoggerContext();
    private final List<ListAppender<ILoggingEvent>> neighbours = new ArrayList<>();

    private LogbackSystem() {
        context.setMDCAdapter(MDC.getMDCAdapter());
    }

    static LogbackSystem start(AppenderConfig config) {
        return start(LogbackXml.write(config));
    }

    static LogbackSystem start(String xml) {
        LogbackSystem system = new LogbackSystem();
        system.configure(xml);
        system.context.start();
        return system;
    }

    /** Configured as Logback configures itself, so that it may watch the file. */
    static LogbackSystem start(Path file) {
        LogbackSystem system = new LogbackSystem();
        JoranConfigurator configurator = system.configurator();
        try {
            configurator.doConfigure(file.toFile());
        } catch (JoranException e) {
            throw new AssertionError(file.toString(), e);
        }
        system.context.start();
        return system;
    }

    /** Does what {@code scan} does when the file has changed. */
    void reconfigure(String xml) {
        context.reset();
        configure(xml);
    }

    LoggerContext context() {
        return context;
    }

    TrubricsAppender appender() {
        return (TrubricsAppender) root().getAppender(LogbackXml.APPENDER);
    }

    @Override
    public void log(LogLine line) {
        if (line.context().isEmpty()) {
            call(line);
        } else {
            withContext(line.context(), () -> call(line));
        }
    }

    @Override
    public void withContext(Map<String, String> entries, Runnable action) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        entries.forEach(MDC::put);
        try {
            action.run();
        } finally {
            MDC.setContextMap(before == null ? Map.of() : before);
        }
    }

    @Override
    public List<String> neighbourLines() {
        return neighbours.stream()
                .flatMap(neighbour -> neighbour.list.stream())
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public List<String> warnings() {
        return statuses(Status.WARN);
    }

    @Override
    public List<String> errors() {
        return statuses(Status.ERROR);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** Adds a configuration to what is there. */
    void configure(String xml) {
        try {
            configurator().doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(xml, e);
        }
        if (root().getAppender(LogbackXml.NEIGHBOUR) instanceof ListAppender<ILoggingEvent> neighbour) {
            neighbours.add(neighbour);
        }
    }

    private JoranConfigurator configurator() {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        return configurator;
    }

    private void call(LogLine line) {
        LoggingEventBuilder builder = context.getLogger(line.logger()).atLevel(level(line.level()));
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
    }

    private static org.slf4j.event.Level level(Level level) {
        return switch (level) {
            case ALL, TRACE -> org.slf4j.event.Level.TRACE;
            case DEBUG -> org.slf4j.event.Level.DEBUG;
            case INFO -> org.slf4j.event.Level.INFO;
            case WARNING -> org.slf4j.event.Level.WARN;
            case ERROR, OFF -> org.slf4j.event.Level.ERROR;
        };
    }

    private List<String> statuses(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() == level)
                .map(status ->
                        status.getMessage() + (status.getThrowable() == null ? "" : " (" + status.getThrowable() + ")"))
                .toList();
    }

    private Logger root() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
