package com.trubrics.appender.log4j2;

import com.trubrics.appender.spi.LogBridge;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;

/**
 * Waits, when a context stops, until the events of its appenders are delivered, whether the appenders stopped now,
 * alone, or with an earlier configuration. Log4j2 calls it once, after all appenders, on the thread that stops the
 * context.
 */
final class ReleasedPipelines implements LoggerContextShutdownAware {

    private volatile Duration granted = Duration.ZERO;

    private ReleasedPipelines() {}

    /**
     * Returns the one listener of a context, however many appenders it has and however often they change. Any thread.
     */
    static synchronized ReleasedPipelines joinIn(LoggerContext context) {
        List<LoggerContextShutdownAware> listeners = context.getListeners();
        if (listeners != null) {
            for (LoggerContextShutdownAware listener : listeners) {
                if (listener instanceof ReleasedPipelines released) {
                    return released;
                }
            }
        }
        ReleasedPipelines released = new ReleasedPipelines();
        context.addShutdownListener(released);
        return released;
    }

    /** Sets how long the stopping context may wait if its appenders' own {@code shutdownTimeout} is shorter. */
    void grant(Duration atLeast) {
        granted = atLeast;
    }

    @Override
    public void contextShutdown(org.apache.logging.log4j.spi.LoggerContext context) {
        LogBridge.systemStopped(context, granted);
        granted = Duration.ZERO; // the context may start and stop again
    }
}
