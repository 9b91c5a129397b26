package com.trubrics.appender.log4j2;

import com.trubrics.appender.testkit.MemoryProgram;
import java.io.IOException;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.MapMessage;

/** A flood on Log4j2, in a JVM of its own; configured by {@code log4j2.configurationFile}. */
final class Log4j2MemoryProgram implements MemoryProgram.Logging {
    private static final Logger LOGGER = LogManager.getLogger(Log4j2MemoryProgram.class);

    private Log4j2MemoryProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        MemoryProgram.run(new Log4j2MemoryProgram(), arguments);
    }

    @Override
    public void log(Map<String, Object> fields) {
        LOGGER.info(new MapMessage<>(fields));
    }

    @Override
    public void stop() {
        LogManager.shutdown();
    }
}
