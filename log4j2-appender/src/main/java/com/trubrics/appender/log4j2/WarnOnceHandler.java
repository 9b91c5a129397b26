package com.trubrics.appender.log4j2;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.delivery.AsyncDiagnostics;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * What Log4j2 itself has to say about the appender: that it was called after its end, or from within. Each is said once,
 * as a warning; the default handler says it as an ERROR. Any thread, one that logs above all, so another one speaks.
 */
final class WarnOnceHandler implements ErrorHandler {
    private final Diagnostics diagnostics;

    /** A handful: Log4j2's messages are fixed texts with the appender's name. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    WarnOnceHandler(Diagnostics sink) {
        this.diagnostics = AsyncDiagnostics.of(sink);
    }

    @Override
    public void error(String message) {
        error(message, null);
    }

    @Override
    public void error(String message, LogEvent event, Throwable cause) {
        error(message, cause);
    }

    @Override
    public void error(String message, @Nullable Throwable cause) {
        if (said.add(message)) {
            diagnostics.report(Level.WARNING, message, cause);
        }
    }
}
