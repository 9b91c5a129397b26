package com.trubrics.appender.logback;

import ch.qos.logback.classic.LoggerContext;
import com.trubrics.appender.testkit.MemoryProgram;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A flood on Logback, in a JVM of its own; configured by {@code logback.configurationFile}. */
final class LogbackMemoryProgram implements MemoryProgram.Logging {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogbackMemoryProgram.class);

    private LogbackMemoryProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        MemoryProgram.run(new LogbackMemoryProgram(), arguments);
    }

    @Override
    public void log(Map<String, Object> fields) {
        LoggingEventBuilder builder = LOGGER.atInfo();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            builder = builder.addKeyValue(field.getKey(), field.getValue());
        }
        builder.log("flood");
    }

    @Override
    public void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
