package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.LoggerContext;

/** Why an appender is being stopped. Log4j2 does not say; what it is doing right now does. */
enum Ending {
    /** A new configuration took over. The events go on with the next appender, or in the background. */
    RECONFIGURED,
    /** The whole context stops: somebody waits for what is left. */
    WITH_ITS_CONTEXT,
    /** The application or another appender is done with this one, while the context goes on. */
    ALONE;

    /** To be called within {@code stop()}, on its thread. */
    static Ending current() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().equals(LoggerContext.class.getName()))
                        .map(frame -> of(frame.getMethodName()))
                        .filter(ending -> ending != ALONE)
                        .findFirst()
                        .orElse(ALONE));
    }

    /**
     * Every way to a new configuration ends in {@code setConfiguration}, which stops the old one before it returns. The
     * state of the context is no answer: it is STARTED during a reconfiguration, and as well when a program stops one
     * appender; and an appender built by a program knows no context.
     */
    private static Ending of(String methodOfTheContext) {
        return switch (methodOfTheContext) {
            case "setConfiguration" -> RECONFIGURED;
            case "stop" -> WITH_ITS_CONTEXT;
            default -> ALONE;
        };
    }
}
