package com.trubrics.appender.log4j2;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.spi.AsyncDiagnostics;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reports problems that Log4j2 itself detects: the appender was called after its stop, or recursively. Each message is
 * reported once, as a warning, while the default handler reports an ERROR. Called on any thread, usually one that logs,
 * so another thread does the reporting.
 */
final class WarnOnceHandler implements ErrorHandler {
    private final Diagnostics diagnostics;

    /** Log4j2 has only a handful of messages: fixed texts with the appender's name. */
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
