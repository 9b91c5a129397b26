package com.trubrics.appender.log4j2;

import com.trubrics.appender.bridge.LogBridge;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;

/**
 * Waits, when a context stops, for what its earlier configurations left behind: the last configuration may have no
 * Trubrics appender that could. Called by Log4j2 on the thread that stops the context, after all appenders.
 */
enum ReleasedPipelines implements LoggerContextShutdownAware {
    INSTANCE;

    /** Registers with a context, once; to be called while it reconfigures, which it does under its own lock. */
    static void awaitAtStopOf(LoggerContext context) {
        List<LoggerContextShutdownAware> listeners = context.getListeners();
        if (listeners == null || !listeners.contains(INSTANCE)) {
            context.addShutdownListener(INSTANCE);
        }
    }

    @Override
    public void contextShutdown(org.apache.logging.log4j.spi.LoggerContext context) {
        LogBridge.systemStopped(context, Duration.ZERO);
    }
}
