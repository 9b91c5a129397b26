package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.AppenderConfig;
import com.trubrics.appender.testkit.LogLine;
import com.trubrics.appender.testkit.LoggingSystem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;

/** A logger context of its own, configured from XML and called through the Log4j2 API. */
final class Log4j2System implements LoggingSystem {
    private final StatusRecorder statuses = StatusRecorder.at(Level.WARN);
    private final Neighbour neighbour = new Neighbour();
    private final LoggerContext context;

    private Log4j2System(LoggerContext context) {
        this.context = context;
    }

    static Log4j2System start(AppenderConfig config) {
        return start(Log4j2Xml.write(config));
    }

    static Log4j2System start(String xml) {
        return start(xml, new LoggerContext("test"));
    }

    static Log4j2System start(String xml, LoggerContext context) {
        return start(read(xml, context), context);
    }

    /** Configured from a file, which Log4j2 may watch. */
    static Log4j2System start(Path file, LoggerContext context) {
        return start(ConfigurationFactory.getInstance().getConfiguration(context, "test", file.toUri()), context);
    }

    private static Log4j2System start(Configuration configuration, LoggerContext context) {
        Log4j2System system = new Log4j2System(context);
        system.context.start(configuration);
        system.addNeighbour();
        return system;
    }

    /** Does what {@code monitorInterval} does when the file has changed. */
    void reconfigure(String xml) {
        context.setConfiguration(read(xml, context));
        addNeighbour();
    }

    /** Takes the neighbour away, which holds every line, and is the slower the more it holds. */
    Log4j2System withoutNeighbour() {
        context.getConfiguration().getRootLogger().removeAppender(neighbour.getName());
        context.updateLoggers();
        return this;
    }

    LoggerContext context() {
        return context;
    }

    Logger logger() {
        return context.getLogger(LogLine.LOGGER);
    }

    TrubricsAppender appender() {
        return context.getConfiguration().getAppender(Log4j2Xml.APPENDER);
    }

    @Override
    public void log(LogLine line) {
        withContext(line.context(), () -> call(line));
    }

    @Override
    @SuppressWarnings("try")
    public void withContext(Map<String, String> entries, Runnable action) {
        try (CloseableThreadContext.Instance ignored = CloseableThreadContext.putAll(entries)) {
            action.run();
        }
    }

    @Override
    public List<String> neighbourLines() {
        return List.copyOf(neighbour.lines);
    }

    @Override
    public List<String> warnings() {
        return statuses.messages(Level.WARN);
    }

    @Override
    public List<String> errors() {
        return statuses.messages(Level.ERROR);
    }

    @Override
    public void close() {
        context.stop();
        statuses.close();
    }

    private static Configuration read(String xml, LoggerContext context) {
        try {
            ConfigurationSource source =
                    new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            return ConfigurationFactory.getInstance().getConfiguration(context, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addNeighbour() {
        neighbour.start(); // first: whoever logs meanwhile finds it as soon as it is there
        Configuration configuration = context.getConfiguration();
        configuration.addAppender(neighbour);
        configuration.getRootLogger().addAppender(neighbour, null, null);
        context.updateLoggers();
    }

    private void call(LogLine line) {
        Logger logger = line.logger().equals(LogLine.ROOT) ? context.getRootLogger() : context.getLogger(line.logger());
        Marker marker = line.marker() == null ? null : MarkerManager.getMarker(line.marker());
        if (line.fields().isEmpty() && line.thrown() != null) {
            logger.log(level(line.level()), marker, line.message(), line.thrown());
        } else if (line.fields().isEmpty()) {
            logger.log(
                    level(line.level()),
                    marker,
                    line.message(),
                    line.arguments().toArray());
        } else {
            logger.log(level(line.level()), marker, new MapMessage<>(line.fields()), line.thrown());
        }
    }

    private static Level level(System.Logger.Level level) {
        return switch (level) {
            case ALL, TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, OFF -> Level.ERROR;
        };
    }

    /** The appender beside ours. */
    private static final class Neighbour extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Neighbour() {
            super("NEIGHBOUR", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            // Formatting a map calls toString() of its values, which in some tests log or throw: that is for ours to
            // bear.
            Message message = event.getMessage();
            lines.add(message instanceof MapMessage ? "(fields)" : message.getFormattedMessage());
        }
    }
}
