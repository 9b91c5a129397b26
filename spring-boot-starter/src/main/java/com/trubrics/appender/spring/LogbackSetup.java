package com.trubrics.appender.spring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import com.trubrics.appender.logback.TrubricsAppender;
import com.trubrics.appender.spi.OptionValues;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Logback. Loaded only if it is on the class path. */
final class LogbackSetup extends FrameworkSetup<TrubricsAppender, Logger> {
    private final LoggerContext context;

    LogbackSetup(LoggerContext context) {
        super(context);
        this.context = context;
    }

    /** Returns null if SLF4J is not bound to Logback. */
    static @Nullable LoggingSetup find() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? new LogbackSetup(context) : null;
    }

    @Override
    public @Nullable String configuredAppender() {
        for (Logger logger : context.getLoggerList()) {
            String found = configuredAppender(logger, 0);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** @param depth of appenders that pass on to others, which could do so in a circle */
    private static @Nullable String configuredAppender(AppenderAttachable<?> holder, int depth) {
        for (Iterator<? extends Appender<?>> all = holder.iteratorForAppenders(); all.hasNext(); ) {
            Appender<?> appender = all.next();
            if (appender instanceof TrubricsAppender && !APPENDER.equals(appender.getName())) {
                return String.valueOf(appender.getName());
            }
            if (appender instanceof AppenderAttachable<?> passesOn && depth < 8) {
                String found = configuredAppender(passesOn, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    @Nullable
    TrubricsAppender ours() {
        return root().getAppender(APPENDER) instanceof TrubricsAppender ours ? ours : null;
    }

    @Override
    boolean isStarted(TrubricsAppender appender) {
        return appender.isStarted();
    }

    @Override
    void reconfigure(TrubricsAppender appender, OptionValues options) {
        appender.reconfigure(options);
    }

    @Override
    TrubricsAppender attachToRoot(OptionValues options) {
        TrubricsAppender appender = new TrubricsAppender(options);
        appender.setName(APPENDER);
        appender.setContext(context);
        appender.start();
        root().detachAppender(APPENDER);
        root().addAppender(appender);
        return appender;
    }

    @Override
    Map<String, Logger> closedLoggers() {
        Map<String, Logger> closed = new TreeMap<>();
        for (Logger logger : context.getLoggerList()) {
            if (!logger.isAdditive()
                    && logger != root()
                    && logger.iteratorForAppenders().hasNext()) {
                closed.put(logger.getName(), logger);
            }
        }
        return closed;
    }

    @Override
    void attach(TrubricsAppender appender, Logger logger) {
        logger.addAppender(appender);
    }

    /** Does nothing, because each change has taken effect at once. */
    @Override
    void applyChanges() {}

    /** Called when a changed file has been read. Since Logback 1.5, the event has another name. */
    @Override
    void listen(Runnable action) {
        context.addConfigurationEventListener(event -> {
            if (event.getEventType().name().startsWith("CONFIGURATION_ENDED")) {
                action.run();
            }
        });
    }

    private Logger root() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
