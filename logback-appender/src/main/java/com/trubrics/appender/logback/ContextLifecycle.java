package com.trubrics.appender.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import com.trubrics.appender.spi.AppenderCore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a context at the time when an appender starts. It shows later why the appender is being stopped.
 * Logback does not reveal the reason: {@code context.isStarted()} is true in all cases.
 *
 * <p>A reset, and a stop (which begins with a reset), first removes the objects of the context and then stops the
 * appenders. So an object that was added at the start is still there only if the appender alone is stopped.
 */
final class ContextLifecycle {
    private static final String KEY = ContextLifecycle.class.getName();

    private final @Nullable Context context;
    private final Object mark;

    private ContextLifecycle(@Nullable Context context, Object mark) {
        this.context = context;
        this.mark = mark;
    }

    /** Called when an appender starts. Synchronized, so that two appenders that start at once share one mark. */
    static synchronized ContextLifecycle join(@Nullable Context context) {
        if (context == null) {
            return new ContextLifecycle(null, KEY);
        }
        Object mark = context.getObject(KEY);
        if (mark == null) {
            mark = new Object();
            context.putObject(KEY, mark);
        }
        if (context instanceof LoggerContext loggerContext) {
            listenForTheEnd(loggerContext);
        }
        return new ContextLifecycle(context, mark);
    }

    /** Returns whether the context still has the configuration with which the appender started. */
    boolean goesOn() {
        // By identity: an AsyncAppender may stop us after the next configuration has already set its own mark.
        return context == null || context.getObject(KEY) == mark;
    }

    /** Registers the only listener of a context, however often the context is reset. */
    private static void listenForTheEnd(LoggerContext context) {
        if (context.getCopyOfListenerList().stream().noneMatch(EndOfContext.class::isInstance)) {
            EndOfContext listener = new EndOfContext(context);
            context.addListener(listener);
            context.addConfigurationEventListener(listener);
        }
    }

    /**
     * Is notified when a context has been configured, and when it stops, after its appenders have released their
     * pipelines.
     */
    private static final class EndOfContext implements LoggerContextListener, ConfigurationEventListener {
        private final LoggerContext context;

        EndOfContext(LoggerContext context) {
            this.context = context;
        }

        @Override
        public boolean isResetResistant() {
            return true;
        }

        @Override
        public void onStop(LoggerContext context) {
            AppenderCore.systemStopped(context, Duration.ZERO);
        }

        /** Called after a file has been read and its appenders are attached. Since Logback 1.5, the event has another name. */
        @Override
        public void listen(ConfigurationEvent event) {
            if (event.getEventType().name().startsWith("CONFIGURATION_ENDED")) {
                LoggerTree.review(context);
            }
        }

        /** Called when a context that was configured by code has started. */
        @Override
        public void onStart(LoggerContext context) {
            LoggerTree.review(context);
        }

        @Override
        public void onReset(LoggerContext context) {}

        @Override
        public void onLevelChange(Logger logger, Level level) {}
    }
}
