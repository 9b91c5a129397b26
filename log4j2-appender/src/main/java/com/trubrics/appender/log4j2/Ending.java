package com.trubrics.appender.log4j2;

import org.apache.logging.log4j.core.LoggerContext;

/** Why an appender is being stopped. Log4j2 does not say; what it is doing right now does. */
enum Ending {
    /** A new configuration took over. Nobody waits: the events go on with the next appender, or in the background. */
    RECONFIGURED,
    /** The application, or the program that calls {@code stop()}, is done with the appender. */
    FOR_GOOD;

    /** To be called within {@code stop()}, on its thread. */
    static Ending current() {
        return StackWalker.getInstance().walk(frames -> frames.anyMatch(Ending::exchangesConfigurations))
                ? RECONFIGURED
                : FOR_GOOD;
    }

    /**
     * Every way to a new configuration ends in this method, which stops the old one before it returns. The state of the
     * context is no answer: it is STARTED during a reconfiguration, and as well when a program stops one appender.
     */
    private static boolean exchangesConfigurations(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals("setConfiguration")
                && frame.getClassName().equals(LoggerContext.class.getName());
    }
}
