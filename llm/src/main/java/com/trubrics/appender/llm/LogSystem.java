package com.trubrics.appender.llm;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * How a line with typed fields is logged. SLF4J's key-values keep their types on Logback; Log4j2 receives them as texts,
 * so it gets a map message of its own API.
 */
interface LogSystem {

    /** The logger of all exchanges. */
    String LOGGER = "com.trubrics.llm";

    /** Whether a failure has been reported: the cause is likely to be the same next time. */
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

    /** By names: SLF4J's binding for Log4j2 may be absent. */
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
            // The application must not see it.
        }
    }

    /** Whether the logger takes lines at INFO. */
    boolean isEnabled();

    /** Logs one line at INFO. */
    void log(Map<String, Object> fields, String message);

    /** Logs a message of our own. */
    void warning(String message);

    /** Returns a copy of this thread's MDC; null means empty. */
    @Nullable
    Map<String, String> context();

    /** Replaces this thread's MDC. */
    void setContext(@Nullable Map<String, String> context);
}
