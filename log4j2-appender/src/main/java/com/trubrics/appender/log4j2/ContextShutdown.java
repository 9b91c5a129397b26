package com.trubrics.appender.log4j2;

import com.trubrics.appender.spi.AppenderCore;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;

/**
 * Waits, when a context stops, until the events of its appenders are delivered, whether the appenders stopped now,
 * alone, or with an earlier configuration. Log4j2 calls it once, after all appenders, on the thread that stops the
 * context.
 */
final class ContextShutdown implements LoggerContextShutdownAware {

    private volatile Duration granted = Duration.ZERO;

    private ContextShutdown() {}

    /**
     * Returns the one listener of a context, however many appenders it has and however often they change. Any thread.
     */
    static synchronized ContextShutdown joinIn(LoggerContext context) {
        List<LoggerContextShutdownAware> listeners = context.getListeners();
        if (listeners != null) {
            for (LoggerContextShutdownAware listener : listeners) {
                if (listener instanceof ContextShutdown released) {
                    return released;
                }
            }
        }
        ContextShutdown released = new ContextShutdown();
        context.addShutdownListener(released);
        return released;
    }

    /** Sets how long the stopping context may wait if its appenders' own {@code shutdownTimeout} is shorter. */
    void grant(Duration atLeast) {
        granted = atLeast;
    }

    @Override
    public void contextShutdown(org.apache.logging.log4j.spi.LoggerContext context) {
        AppenderCore.systemStopped(context, granted);
        granted = Duration.ZERO; // the context may start and stop again
    }
}
