package com.trubrics.discovered;

import com.trubrics.appender.testkit.LogLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.message.MapMessage;

/** Logs with Log4j2. */
final class Log4j2Application implements RunningApplication {
    private final LoggerContext context = new LoggerContext("discovered");

    private Log4j2Application() {}

    static Log4j2Application start(String xml) {
        Log4j2Application application = new Log4j2Application();
        try {
            ConfigurationSource source =
                    new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            application.context.start(ConfigurationFactory.getInstance().getConfiguration(application.context, source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return application;
    }

    @Override
    @SuppressWarnings("try") // closed to take the entries away
    public void log(LogLine line) {
        try (CloseableThreadContext.Instance entries = CloseableThreadContext.putAll(line.context())) {
            Logger logger = context.getLogger(line.logger());
            Marker marker = line.marker() == null ? null : MarkerManager.getMarker(line.marker());
            if (line.fields().isEmpty()) {
                logger.log(level(line), marker, line.message(), line.arguments().toArray());
            } else {
                logger.log(level(line), marker, new MapMessage<>(line.fields()));
            }
        }
    }

    private static Level level(LogLine line) {
        return line.level() == System.Logger.Level.WARNING
                ? Level.WARN
                : Level.valueOf(line.level().name());
    }

    @Override
    public void close() {
        context.stop();
    }
}
