package com.trubrics.appender.llm;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/** SLF4J, with Logback or another implementation that keeps key-value pairs. */
final class Slf4jSystem implements LogSystem {

    static final LogSystem INSTANCE = new Slf4jSystem();

    private Slf4jSystem() {}

    private static Logger logger() {
        return LoggerFactory.getLogger(LOGGER);
    }

    @Override
    public boolean isEnabled() {
        return logger().isInfoEnabled();
    }

    @Override
    public void log(Map<String, Object> fields, String message) {
        LoggingEventBuilder line = logger().atInfo();
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log(message);
    }

    @Override
    public void warning(String message) {
        logger().warn(message);
    }

    @Override
    public @Nullable Map<String, String> context() {
        return MDC.getCopyOfContextMap();
    }

    @Override
    public void setContext(@Nullable Map<String, String> context) {
        if (context == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(context);
        }
    }
}
