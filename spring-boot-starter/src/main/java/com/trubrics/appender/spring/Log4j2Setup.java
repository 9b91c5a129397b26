package com.trubrics.appender.spring;

import com.trubrics.appender.log4j2.TrubricsAppender;
import com.trubrics.appender.spi.OptionValues;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.jspecify.annotations.Nullable;

/** Log4j2. Loaded only if its core is on the class path. */
final class Log4j2Setup extends FrameworkSetup<TrubricsAppender, LoggerConfig> {
    private final LoggerContext context;

    Log4j2Setup(LoggerContext context) {
        super(context);
        this.context = context;
    }

    /** Returns null if Log4j2's API is not implemented by Log4j2. */
    static @Nullable LoggingSetup find() {
        return LogManager.getContext(false) instanceof LoggerContext context ? new Log4j2Setup(context) : null;
    }

    /** Also finds an appender that is referenced only by another appender. */
    @Override
    public @Nullable String configuredAppender() {
        return configuration().getAppenders().values().stream()
                .filter(appender -> appender instanceof TrubricsAppender && !APPENDER.equals(appender.getName()))
                .map(Appender::getName)
                .findFirst()
                .orElse(null);
    }

    @Override
    @Nullable
    TrubricsAppender ours() {
        return root().getAppenders().get(APPENDER) instanceof TrubricsAppender ours ? ours : null;
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
        Configuration configuration = configuration();
        root().removeAppender(APPENDER);
        configuration.getAppenders().remove(APPENDER); // a stopped appender, which nothing else removes
        TrubricsAppender appender = TrubricsAppender.newBuilder()
                .setName(APPENDER)
                .setConfiguration(configuration)
                .setOptions(options)
                .build();
        appender.start();
        configuration.addAppender(appender);
        root().addAppender(appender, null, null);
        return appender;
    }

    /** The root logger passes nothing on either. */
    @Override
    Map<String, LoggerConfig> closedLoggers() {
        Map<String, LoggerConfig> closed = new TreeMap<>();
        for (LoggerConfig logger : configuration().getLoggers().values()) {
            if (!logger.isAdditive()
                    && logger != root()
                    && !logger.getAppenders().isEmpty()) {
                closed.put(logger.getName(), logger);
            }
        }
        return closed;
    }

    @Override
    void attach(TrubricsAppender appender, LoggerConfig logger) {
        logger.addAppender(appender, null, null);
    }

    @Override
    void applyChanges() {
        context.updateLoggers();
    }

    /**
     * Called when another configuration has taken over. Its appenders have started, and those of the previous configuration
     * have not stopped yet, so nothing gets lost in between. Log4j2 also calls this each time the level of a logger changes,
     * and with an empty configuration at its end.
     */
    @Override
    void listen(Runnable action) {
        context.addPropertyChangeListener(event -> {
            Configuration now = configuration();
            if (LoggerContext.PROPERTY_CONFIG.equals(event.getPropertyName())
                    && !(now instanceof NullConfiguration)
                    && !now.getAppenders().containsKey(APPENDER)) {
                action.run();
            }
        });
    }

    private LoggerConfig root() {
        return configuration().getRootLogger();
    }

    private Configuration configuration() {
        return context.getConfiguration();
    }
}
