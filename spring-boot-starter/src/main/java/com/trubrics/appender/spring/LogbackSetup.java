package com.trubrics.appender.spring;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import com.trubrics.appender.logback.TrubricsAppender;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Logback. Loaded only if it is on the class path. */
final class LogbackSetup implements LoggingSetup {

    /** Survives resets of its context. */
    private static final AtomicReference<@Nullable Listener> LISTENER = new AtomicReference<>();

    private final LoggerContext context;

    LogbackSetup(LoggerContext context) {
        this.context = context;
    }

    /** Returns null if SLF4J logs elsewhere. */
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
    public boolean isAttached() {
        TrubricsAppender ours = ours();
        return ours != null && ours.isStarted();
    }

    @Override
    public List<String> attach(OptionValues options, Predicate<String> wanted) {
        TrubricsAppender appender = new TrubricsAppender(options);
        appender.setName(APPENDER);
        appender.setContext(context);
        appender.start();
        root().detachAppender(APPENDER);
        root().addAppender(appender);
        List<String> missed = new ArrayList<>();
        for (Logger logger : context.getLoggerList()) {
            if (logger.isAdditive()
                    || logger == root()
                    || !logger.iteratorForAppenders().hasNext()) {
                continue;
            }
            if (wanted.test(logger.getName())) {
                logger.addAppender(appender);
            } else {
                missed.add(logger.getName());
            }
        }
        return missed;
    }

    @Override
    public void reconfigure(OptionValues options) {
        TrubricsAppender ours = ours();
        if (ours != null) {
            ours.reconfigure(options);
        }
    }

    @Override
    public void afterEachConfiguration(Runnable action) {
        Listener before = LISTENER.get();
        if (before == null || before.context != context) {
            Listener listener = new Listener(context, action);
            if (LISTENER.compareAndSet(before, listener)) {
                context.addConfigurationEventListener(listener);
            }
        }
    }

    private @Nullable TrubricsAppender ours() {
        return root().getAppender(APPENDER) instanceof TrubricsAppender ours ? ours : null;
    }

    private Logger root() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Notices that a changed file has been read. Since Logback 1.5 the event has another name. */
    private record Listener(LoggerContext context, Runnable action) implements ConfigurationEventListener {
        @Override
        public void listen(ConfigurationEvent event) {
            if (event.getEventType().name().startsWith("CONFIGURATION_ENDED")) {
                action.run();
            }
        }
    }
}
