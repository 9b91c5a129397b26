package com.trubrics.appender.log4j2;

import com.trubrics.appender.bridge.LogBridge;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;

/**
 * Waits, when a context stops, for what its appenders and its earlier configurations left behind, one time for all.
 * Called by Log4j2 on the thread that stops the context, after all appenders.
 */
final class ReleasedPipelines implements LoggerContextShutdownAware {

    private volatile Duration granted = Duration.ZERO;

    private ReleasedPipelines() {}

    /** Those of a context; to be called while it reconfigures or stops, which it does under its own lock. */
    static ReleasedPipelines of(LoggerContext context) {
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

    /** The context, when it stops, will wait at least so long if there is reason to. */
    void awaitAtItsStop(Duration atLeast) {
        granted = atLeast;
    }

    @Override
    public void contextShutdown(org.apache.logging.log4j.spi.LoggerContext context) {
        LogBridge.systemStopped(context, granted);
        granted = Duration.ZERO; // it may start and stop again
    }
}
