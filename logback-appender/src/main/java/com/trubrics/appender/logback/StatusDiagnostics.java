package com.trubrics.appender.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.status.StatusListener;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.spi.ReportTo;
import com.trubrics.appender.spi.StandardError;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports to Logback's status system, never above WARN, because an ERROR status makes Spring Boot refuse to start. A
 * warning that would not be seen there is also printed on standard error, unless {@code reportTo} says otherwise.
 */
final class StatusDiagnostics implements Diagnostics {
    private final Appender<?> source;
    private final ReportTo reportTo;

    /** Creates an instance that reports in the name of the appender, to the context that it has at that moment. */
    StatusDiagnostics(Appender<?> source, ReportTo reportTo) {
        this.source = source;
        this.reportTo = reportTo;
    }

    @Override
    public void report(Level level, String message, @Nullable Throwable cause) {
        boolean warning = level.getSeverity() >= Level.WARNING.getSeverity();
        if (reportTo == ReportTo.LOG && source.isStarted() && source.getContext() instanceof LoggerContext context) {
            log(context.getLogger(ReportTo.LOGGER), warning, message, cause);
            return;
        }
        if (reportTo != ReportTo.STDERR) {
            addStatus(warning, message, cause);
        }
        boolean ifUnseen = reportTo == ReportTo.AUTO || reportTo == ReportTo.LOG;
        if (reportTo == ReportTo.STDERR || (ifUnseen && warning && nobodyIsShownWarnings())) {
            StandardError.print(level, source.getName(), message, cause);
        }
    }

    private void log(Logger logger, boolean warning, String message, @Nullable Throwable cause) {
        String line = "Trubrics appender '" + source.getName() + "': " + message;
        if (warning) {
            logger.warn(line, cause);
        } else {
            logger.info(line, cause);
        }
    }

    private void addStatus(boolean warning, String message, @Nullable Throwable cause) {
        if (warning) {
            source.addWarn(message, cause);
        } else {
            source.addInfo(message, cause);
        }
    }

    /** Status listeners print what they receive, except for the one that exists to be silent. */
    private boolean nobodyIsShownWarnings() {
        Context context = source.getContext();
        if (context == null) {
            return true;
        }
        List<StatusListener> listeners = context.getStatusManager().getCopyOfStatusListenerList();
        return listeners.isEmpty()
                ? !logbackIsStarting()
                : listeners.stream().allMatch(NopStatusListener.class::isInstance);
    }

    /**
     * Logback's automatic start-up, inside the first {@code LoggerFactory} call, prints every warning at its end if
     * there is no listener. At other times Logback only keeps the status.
     */
    private static boolean logbackIsStarting() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals("org.slf4j.LoggerFactory")));
    }
}
