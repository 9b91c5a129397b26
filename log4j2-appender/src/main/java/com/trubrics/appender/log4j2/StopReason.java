package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.LoggerContext;

/** Why an appender is being stopped. Log4j2 does not provide the reason, but its call stack shows it. */
enum StopReason {
    /** A new configuration has taken over. Its appender or the background delivers the events. */
    RECONFIGURED,
    /** The whole context stops and waits for the remaining events. */
    WITH_ITS_CONTEXT,
    /** The application or another appender stops this appender, while the context continues. */
    ALONE;

    /** Call this within {@code stop()}, on its thread. */
    static StopReason current() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(LoggerContext.class.getName()))
                        .map(frame -> of(frame.getMethodName()))
                        .filter(ending -> ending != ALONE)
                        .findFirst()
                        .orElse(ALONE));
    }

    /**
     * Every reconfiguration calls {@code setConfiguration}, which stops the old configuration before it returns. The
     * state of the context does not help: it is STARTED during a reconfiguration and also when a program stops one
     * appender, and an appender that a program has built knows no context.
     */
    private static StopReason of(String methodOfTheContext) {
        return switch (methodOfTheContext) {
            case "setConfiguration" -> RECONFIGURED;
            case "stop" -> WITH_ITS_CONTEXT;
            default -> ALONE;
        };
    }
}
