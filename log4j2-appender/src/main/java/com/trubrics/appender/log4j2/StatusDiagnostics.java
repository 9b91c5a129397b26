package com.trubrics.appender.log4j2;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.spi.ReportTo;
import com.trubrics.appender.spi.StandardError;
import java.lang.System.Logger;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.jspecify.annotations.Nullable;

/**
 * Reports to Log4j2's status logger, at INFO and WARN, because an ERROR there keeps some applications from starting.
 * The status logger swallows warnings unless the configuration says {@code status="WARN"}. Such a warning is printed as
 * one line on standard error, unless {@code reportTo} says otherwise.
 *
 * @param appender the name that the configuration gives the appender
 * @param reportTo where it reports
 * @param started its context, once the appender has started; otherwise null
 */
record StatusDiagnostics(String appender, ReportTo reportTo, Supplier<@Nullable LoggerContext> started)
        implements Diagnostics {

    /** Reports for an appender that is only being configured. */
    StatusDiagnostics(String appender, ReportTo reportTo) {
        this(appender, reportTo, () -> null);
    }

    @Override
    public void report(Logger.Level level, String message, @Nullable Throwable cause) {
        boolean warning = level.getSeverity() >= Logger.Level.WARNING.getSeverity();
        Level severity = warning ? Level.WARN : Level.INFO;
        String line = "Trubrics appender '" + appender + "': " + message;
        LoggerContext context = reportTo == ReportTo.LOG ? started.get() : null;
        if (context != null && context.isStarted()) {
            context.getLogger(ReportTo.LOGGER).log(severity, line, cause);
            return;
        }
        StatusLogger status = StatusLogger.getLogger();
        if (reportTo != ReportTo.STDERR) {
            status.log(severity, line, cause);
        }
        boolean ifUnseen = reportTo == ReportTo.AUTO || reportTo == ReportTo.LOG;
        if (reportTo == ReportTo.STDERR || (ifUnseen && warning && !isWarningShown(status))) {
            StandardError.print(level, appender, message, cause);
        }
    }

    /**
     * Returns whether a warning is printed. The logger's own answer is not enough: until 2.22 it is true as soon as
     * there is a listener, even a listener for errors only.
     */
    private static boolean isWarningShown(StatusLogger status) {
        if (status.isTraceEnabled()) {
            // -Dlog4j2.debug prints everything, whatever the levels of the listeners.
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

    /** Until 2.23, Log4j2 always has this listener, which only publishes to JMX. By name, because JMX may be absent. */
    private static boolean isSilent(StatusListener listener) {
        return listener.getClass().getName().equals("org.apache.logging.log4j.core.jmx.StatusLoggerAdmin");
    }
}
