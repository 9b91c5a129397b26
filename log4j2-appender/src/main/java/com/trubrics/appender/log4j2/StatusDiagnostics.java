package com.trubrics.appender.log4j2;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.bridge.StandardError;
import java.lang.System.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Log4j2's status logger, at INFO and WARN; an ERROR there keeps some applications from starting. A warning that
 * the status logger would swallow, as it does unless the configuration says {@code status="WARN"}, is printed as one line
 * on standard error.
 *
 * @param appender the name that the configuration gives the appender
 */
record StatusDiagnostics(String appender) implements Diagnostics {

    @Override
    public void report(Logger.Level level, String message, @Nullable Throwable cause) {
        StatusLogger status = StatusLogger.getLogger();
        String line = "Trubrics appender '" + appender + "': " + message;
        if (level.getSeverity() < Logger.Level.WARNING.getSeverity()) {
            status.log(Level.INFO, line, cause);
            return;
        }
        status.log(Level.WARN, line, cause);
        if (!isWarningShown(status)) {
            StandardError.print(level, appender, message, cause);
        }
    }

    /**
     * Whether a warning is printed. The logger's own answer is not enough: until 2.22 it is "yes" as soon as there is a
     * listener, even one for errors only.
     */
    private static boolean isWarningShown(StatusLogger status) {
        if (status.isTraceEnabled()) {
            // -Dlog4j2.debug prints everything, whatever the listeners ask for.
            return true;
        }
        boolean anybodyListens = false;
        for (StatusListener listener : status.getListeners()) {
            if (listener.getStatusLevel().isLessSpecificThan(Level.WARN) && !isSilent(listener)) {
                return true;
            }
            anybodyListens = true;
        }
        return !anybodyListens && status.isWarnEnabled();
    }

    /** Until 2.23 there is always this one, which only publishes to JMX; named because JMX itself may be absent. */
    private static boolean isSilent(StatusListener listener) {
        return listener.getClass().getName().equals("org.apache.logging.log4j.core.jmx.StatusLoggerAdmin");
    }
}
