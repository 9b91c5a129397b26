package com.trubrics.appender.testkit;

import java.util.List;
import java.util.Map;

/** A logging framework that runs an {@link AppenderConfig}. Each face has one. */
public interface LoggingSystem extends AutoCloseable {

    /** Makes the call on the current thread, with the line's own MDC entries, and leaves the MDC as it was. */
    void log(LogLine line);

    /** Runs the action with these MDC entries on the current thread and leaves the MDC as it was. */
    void withContext(Map<String, String> context, Runnable action);

    /** The formatted messages that the neighbour appender took. */
    List<String> neighbourLines();

    /** What the framework's status system holds at WARN. */
    List<String> warnings();

    /** What the framework's status system holds at ERROR. */
    List<String> errors();

    /** Stops the framework as a whole, which waits for delivery. Idempotent. */
    @Override
    void close();
}
