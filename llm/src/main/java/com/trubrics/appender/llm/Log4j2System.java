package com.trubrics.appender.llm;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/** Log4j2's own API. */
final class Log4j2System implements LogSystem {

    static final LogSystem INSTANCE = new Log4j2System();

    private Log4j2System() {}

    /** Returns whether Log4j2 itself implements its API, and not a bridge to SLF4J. */
    static boolean isImplemented() {
        try {
            return LogManager.getFactory().getClass().getName().startsWith("org.apache.logging.log4j.core.");
        } catch (NoClassDefFoundError noLog4j2) {
            return false;
        }
    }

    private static Logger logger() {
        return LogManager.getLogger(LOGGER);
    }

    @Override
    public boolean isEnabled() {
        return logger().isInfoEnabled();
    }

    @Override
    public void log(Map<String, Object> fields, String message) {
        logger().info(new ExchangeMessage(fields, message));
    }

    @Override
    public void warning(String message) {
        logger().warn(message);
    }

    @Override
    public @Nullable Map<String, String> context() {
        return ThreadContext.isEmpty() ? null : ThreadContext.getContext();
    }

    @Override
    public void setContext(@Nullable Map<String, String> context) {
        ThreadContext.clearMap();
        if (context != null) {
            ThreadContext.putAll(context);
        }
    }
}
