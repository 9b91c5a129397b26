package com.trubrics.appender.logback;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.Context;
import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.bridge.StandardError;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Says it in Logback's status system, never above WARN: an ERROR status makes Spring Boot refuse to start. A warning
 * that nobody would see there goes to standard error too.
 */
final class StatusDiagnostics implements Diagnostics {
    private final Appender<?> source;

    /** Reports in the name of the appender, to whatever context it has at that moment. */
    StatusDiagnostics(Appender<?> source) {
        this.source = source;
    }

    @Override
    public void report(Level level, String message, @Nullable Throwable cause) {
        if (level.getSeverity() < Level.WARNING.getSeverity()) {
            source.addInfo(message, cause);
            return;
        }
        source.addWarn(message, cause);
        if (nobodyListens() && !logbackIsStarting()) {
            StandardError.print(level, source.getName(), message, cause);
        }
    }

    /** A status listener prints what it hears, or was set to keep silence. Without one Logback only keeps the status. */
    private boolean nobodyListens() {
        Context context = source.getContext();
        return context == null
                || context.getStatusManager().getCopyOfStatusListenerList().isEmpty();
    }

    /** Logback's automatic start-up, inside the first {@code LoggerFactory} call, prints every warning at its end. */
    private static boolean logbackIsStarting() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals("org.slf4j.LoggerFactory")));
    }
}
