package com.trubrics.appender.spring;

import com.trubrics.appender.log4j2.TrubricsAppender;
import com.trubrics.appender.spi.OptionValues;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.jspecify.annotations.Nullable;

/** Log4j2. Loaded only if its core is on the class path. */
final class Log4j2Setup implements LoggingSetup {
    private static final AtomicReference<@Nullable Listener> LISTENER = new AtomicReference<>();

    private final LoggerContext context;

    Log4j2Setup(LoggerContext context) {
        this.context = context;
    }

    /** Returns null if Log4j2's API logs elsewhere. */
    static @Nullable LoggingSetup find() {
        return LogManager.getContext(false) instanceof LoggerContext context ? new Log4j2Setup(context) : null;
    }

    /** Also finds one that only another appender refers to. */
    @Override
    public @Nullable String configuredAppender() {
        return configuration().getAppenders().values().stream()
                .filter(appender -> appender instanceof TrubricsAppender && !APPENDER.equals(appender.getName()))
                .map(Appender::getName)
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean isAttached() {
        TrubricsAppender ours = ours();
        return ours != null && ours.isStarted();
    }

    @Override
    public List<String> attach(OptionValues options, Predicate<String> wanted) {
        Configuration configuration = configuration();
        configuration.getRootLogger().removeAppender(APPENDER);
        configuration.getAppenders().remove(APPENDER); // a stopped one, which nothing else takes away
        TrubricsAppender appender = TrubricsAppender.newBuilder()
                .setName(APPENDER)
                .setConfiguration(configuration)
                .setOptions(options)
                .build();
        appender.start();
        configuration.addAppender(appender);
        configuration.getRootLogger().addAppender(appender, null, null);
        List<String> missed = attachToOthers(configuration, appender, wanted);
        context.updateLoggers();
        return missed;
    }

    private static List<String> attachToOthers(
            Configuration configuration, TrubricsAppender appender, Predicate<String> wanted) {
        List<String> missed = new ArrayList<>();
        for (LoggerConfig logger : configuration.getLoggers().values()) {
            // The root is not additive either.
            if (logger.isAdditive()
                    || logger == configuration.getRootLogger()
                    || logger.getAppenders().isEmpty()) {
                continue;
            }
            if (wanted.test(logger.getName())) {
                logger.addAppender(appender, null, null);
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
                context.addPropertyChangeListener(listener);
            }
        }
    }

    private @Nullable TrubricsAppender ours() {
        return configuration().getRootLogger().getAppenders().get(APPENDER) instanceof TrubricsAppender ours
                ? ours
                : null;
    }

    private Configuration configuration() {
        return context.getConfiguration();
    }

    /**
     * Notices that another configuration has taken over: its appenders have started, and those of the one before have
     * not stopped, so that nothing gets lost in between. Log4j2 also fires this each time the level of a logger changes,
     * and with an empty configuration at its end.
     */
    private record Listener(LoggerContext context, Runnable action) implements PropertyChangeListener {
        @Override
        public void propertyChange(PropertyChangeEvent event) {
            Configuration now = context.getConfiguration();
            boolean configured = LoggerContext.PROPERTY_CONFIG.equals(event.getPropertyName())
                    && !(now instanceof NullConfiguration)
                    && !now.getAppenders().containsKey(APPENDER);
            if (configured) {
                action.run();
            }
        }
    }
}
