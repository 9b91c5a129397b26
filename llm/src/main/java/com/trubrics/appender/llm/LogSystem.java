package com.trubrics.appender.llm;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Logs lines with typed fields. SLF4J's key-value pairs keep their types on Logback. Log4j2 would receive them as text, so it
 * gets a map message of its own API.
 */
interface LogSystem {

    /** The logger of all exchanges. */
    String LOGGER = "com.trubrics.llm";

    /** Whether a failure has been reported. The next failure probably has the same cause. */
    AtomicBoolean FAILED = new AtomicBoolean();

    /**
     * Returns the system that is in use now. Looked up for each line, because SLF4J may still be initializing when the
     * first one is logged; that costs two reads.
     */
    static LogSystem current() {
        try {
            return isLog4j2(LoggerFactory.getILoggerFactory()) ? Log4j2System.INSTANCE : Slf4jSystem.INSTANCE;
        } catch (NoClassDefFoundError noSlf4j) {
            return Log4j2System.INSTANCE;
        }
    }

    /** Compares names, because SLF4J's binding for Log4j2 may be absent. */
    private static boolean isLog4j2(ILoggerFactory factory) {
        return factory.getClass().getName().startsWith("org.apache.logging.slf4j.")
                || (factory instanceof NOPLoggerFactory && Log4j2System.isImplemented());
    }

    /** Reports that exchanges cannot be logged, once in a process. */
    static void failed(Throwable cause) {
        if (FAILED.compareAndSet(false, true)) {
            warn("An exchange with a language model could not be logged: " + cause);
        }
    }

    /** Logs a warning, unless even that fails. */
    static void warn(String message) {
        try {
            current().warning(message);
        } catch (Throwable nothingLeftToTry) {
            // The application must not see this failure.
        }
    }

    /** Returns whether the logger logs at INFO. */
    boolean isEnabled();

    /** Logs one line at INFO. */
    void log(Map<String, Object> fields, String message);

    /** Logs one of our own warnings. */
    void warning(String message);

    /** Returns a copy of this thread's MDC; null means empty. */
    @Nullable
    Map<String, String> context();

    /** Replaces this thread's MDC. */
    void setContext(@Nullable Map<String, String> context);
}
