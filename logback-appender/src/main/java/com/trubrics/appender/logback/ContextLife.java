package com.trubrics.appender.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import com.trubrics.appender.bridge.LogBridge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One configuration of a context, as an appender finds it when it starts. It tells why the appender is stopped, which
 * Logback does not say: {@code context.isStarted()} is true in all cases.
 *
 * <p>A reset, and a stop which begins with one, first forgets the objects of the context and then stops the appenders.
 * So an object that was put there at the start is still there only if the appender alone is stopped.
 */
final class ContextLife {
    private static final String KEY = ContextLife.class.getName();

    private final @Nullable Context context;
    private final Object mark;

    private ContextLife(@Nullable Context context, Object mark) {
        this.context = context;
        this.mark = mark;
    }

    /** Called when an appender starts. Synchronized because two that start at once must find one mark. */
    static synchronized ContextLife join(@Nullable Context context) {
        if (context == null) {
            return new ContextLife(null, KEY);
        }
        Object mark = context.getObject(KEY);
        if (mark == null) {
            mark = new Object();
            context.putObject(KEY, mark);
        }
        if (context instanceof LoggerContext loggerContext) {
            listenForTheEnd(loggerContext);
        }
        return new ContextLife(context, mark);
    }

    /** Whether the context goes on as it was configured when the appender started. */
    boolean goesOn() {
        // By identity: an AsyncAppender may stop us so late that the next configuration has put its own mark.
        return context == null || context.getObject(KEY) == mark;
    }

    /** One listener a context, however often it is reset. */
    private static void listenForTheEnd(LoggerContext context) {
        if (context.getCopyOfListenerList().stream().noneMatch(EndOfContext.class::isInstance)) {
            EndOfContext listener = new EndOfContext(context);
            context.addListener(listener);
            context.addConfigurationEventListener(listener);
        }
    }

    /** Hears that a context is configured; and that it stops, after its appenders have released what they held. */
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
            LogBridge.systemStopped(context, Duration.ZERO);
        }

        /** A file has been read, and its appenders are attached. The event has another name since Logback 1.5. */
        @Override
        public void listen(ConfigurationEvent event) {
            if (event.getEventType().name().startsWith("CONFIGURATION_ENDED")) {
                LoggerTree.review(context);
            }
        }

        /** As a context does that was configured by code. */
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
