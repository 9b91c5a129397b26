package com.trubrics.appender.log4j2;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.AppenderCore;
import com.trubrics.appender.spi.AppenderHost;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.LoggerSetup;
import com.trubrics.appender.spi.OptionValues;
import com.trubrics.appender.spi.ReportTo;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.jspecify.annotations.Nullable;

/**
 * Sends log calls that name a user and an event, or a prompt and its generation, to Trubrics.
 *
 * <pre>{@code
 * <Trubrics name="TRUBRICS" apiKey="${env:TRUBRICS_API_KEY}" flushInterval="5 s">
 *   <StaticProperty name="app" value="shop"/>
 * </Trubrics>
 * }</pre>
 *
 * <p>Its attributes are the names of the {@linkplain Option options}, ignoring case, and Log4j2's own {@code name}.
 * {@link StaticProperty} elements and filters can be nested. The appender warns about mistakes, and never keeps the
 * application or other appenders from starting.
 *
 * <p>{@code append} can be called on any thread. It does no I/O, never throws, and waits only with
 * {@code overflow="block"}. Therefore {@code ignoreExceptions="false"} has no effect, and a {@code <Failover>} around this
 * appender never fails over. The appender needs no location and no layout.
 */
@Plugin(
        name = TrubricsAppender.ELEMENT,
        category = Core.CATEGORY_NAME,
        elementType = Appender.ELEMENT_TYPE,
        deferChildren = true,
        printObject = true)
public final class TrubricsAppender extends AbstractAppender {

    static final String ELEMENT = "Trubrics";

    private static final Log4j2CallReader READER = new Log4j2CallReader();

    private final @Nullable Configuration configuration;

    private volatile OptionValues options;

    /** Null before the first start. Kept after a stop, to count what is still logged. */
    private volatile @Nullable AppenderCore<LogEvent> core;

    private TrubricsAppender(
            String name, @Nullable Filter filter, OptionValues options, @Nullable Configuration configuration) {
        super(name, filter, null, true, Property.EMPTY_ARRAY);
        this.options = options;
        this.configuration = configuration;
        setHandler(new WarnOnceHandler(diagnostics(options)));
    }

    /** Returns a builder for creating an appender in code. Log4j2 calls this for the configuration. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Starts to accept log calls. Has no effect on a started appender. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        AppenderCore<LogEvent> started = open(options);
        core = started;
        LoggerContext context = context();
        if (context != null) {
            ContextShutdown.joinIn(context);
        }
        started.review();
        super.start();
    }

    /**
     * Replaces all options of an appender, and applies them immediately if it has been started. For each log call, either
     * the old or the new options apply, so none is lost or sent twice. Waiting events still go to their old destination.
     * Does not wait.
     */
    public synchronized void reconfigure(OptionValues replacement) {
        options = replacement;
        AppenderCore<LogEvent> before = core;
        if (isStarted() && before != null) {
            core = open(replacement);
            before.release();
        }
    }

    private AppenderCore<LogEvent> open(OptionValues values) {
        return AppenderCore.start(
                values, READER, new AppenderHost(owner(), getName(), diagnostics(values), this::loggers));
    }

    private Collection<LoggerSetup> loggers() {
        return configuration == null ? List.of() : LoggerTree.of(configuration);
    }

    private StatusDiagnostics diagnostics(OptionValues values) {
        return new StatusDiagnostics(getName(), ReportTo.of(values), () -> isStarted() ? context() : null);
    }

    /** Null before the first start. */
    @Nullable
    AppenderCore<LogEvent> core() {
        return core;
    }

    @Override
    public void append(LogEvent event) {
        AppenderCore<LogEvent> current = core;
        if (current != null) {
            current.append(event);
        }
    }

    /**
     * Stops accepting log calls. Does not wait, because the current thread may be serving a request, for example when a
     * {@code <Routing>} appender purges this one. Remaining events are delivered in the background. When the context stops,
     * it waits for all its appenders together, for at most the longer of {@code shutdownTimeout} and the given
     * time. May be called repeatedly.
     *
     * @param timeout how long the context may wait if it is stopping; otherwise it has no effect
     * @return always true; events that cannot be delivered are counted and reported
     */
    @Override
    public synchronized boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        super.stop(timeout, unit, false);
        AppenderCore<LogEvent> current = core;
        if (current != null) {
            end(current, Duration.ofNanos(unit.toNanos(Math.max(0, timeout))));
        }
        setStopped();
        return true;
    }

    private void end(AppenderCore<LogEvent> current, Duration granted) {
        switch (StopReason.current()) {
            case RECONFIGURED -> current.release();
            case ALONE -> current.stop();
            case WITH_ITS_CONTEXT -> {
                current.stop();
                LoggerContext context = context();
                if (context == null) {
                    AppenderCore.systemStopped(owner(), granted);
                } else {
                    // All appenders and earlier configurations share one deadline; waiting here would add up their
                    // times.
                    ContextShutdown.joinIn(context).grant(granted);
                }
            }
        }
    }

    /** Returns the logging system of this appender. A configuration that was created by code has no context. */
    private Object owner() {
        LoggerContext context = context();
        if (context != null) {
            return context;
        }
        return configuration == null ? this : configuration;
    }

    private @Nullable LoggerContext context() {
        return configuration == null ? null : configuration.getLoggerContext();
    }

    /** Returns false, because the location of a call costs a stack trace. */
    @Override
    public boolean requiresLocation() {
        return false;
    }

    /** Creates one appender. Log4j2 fills it from the configuration, or a program does. Not thread-safe. */
    public static final class Builder extends AbstractAppender.Builder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<TrubricsAppender> {

        /**
         * Must precede all fields for nested elements: its visitor removes the options and has the other elements
         * created.
         */
        @OptionAttributes
        private OptionValues options = new OptionValues();

        @PluginElement(StaticProperty.ELEMENT)
        private StaticProperty[] staticProperties = {};

        private Builder() {}

        /**
         * Sets an option.
         *
         * @param text the text as in a configuration file; null for the option's default
         */
        public Builder setOption(Option option, @Nullable String text) {
            options.set(option, text);
            return this;
        }

        /** Adds a property to every event. */
        public Builder addStaticProperty(String name, String value) {
            options.addStaticProperty(name, value);
            return this;
        }

        /** Adds an event rule after the existing ones. */
        public Builder addEventRule(EventRuleTexts rule) {
            options.addRule(rule);
            return this;
        }

        /** Replaces all options that have been set, for a program that reads its configuration itself. */
        public Builder setOptions(OptionValues replacement) {
            options = replacement;
            return this;
        }

        /**
         * Returns the appender, never null, and never throws. An unusable appender warns when it starts, and stays
         * inactive.
         */
        @Override
        public TrubricsAppender build() {
            for (StaticProperty property : staticProperties) {
                options.addStaticProperty(property.name(), property.value());
            }
            String name = getName() == null ? ELEMENT : getName();
            IneffectiveElements.warnAbout(this, new StatusDiagnostics(name, ReportTo.of(options)));
            return new TrubricsAppender(name, getFilter(), options, getConfiguration());
        }
    }
}
