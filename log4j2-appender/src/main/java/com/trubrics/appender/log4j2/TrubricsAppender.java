package com.trubrics.appender.log4j2;

import com.trubrics.appender.bridge.LogBridge;
import com.trubrics.appender.config.Option;
import com.trubrics.appender.config.OptionValues;
import com.trubrics.appender.config.ReportTo;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
 * Sends log calls that carry an event to Trubrics.
 *
 * <pre>{@code
 * <Trubrics name="TRUBRICS" apiKey="${env:TRUBRICS_API_KEY}" flushInterval="5 s">
 *   <StaticProperty name="app" value="shop"/>
 * </Trubrics>
 * }</pre>
 *
 * <p>Its attributes are the {@linkplain Option options} by their names, whatever their case, and Log4j2's own
 * {@code name}; nested are {@link StaticProperty} elements and filters. A mistake in them is warned about, and never
 * keeps the application or other appenders from starting.
 *
 * <p>{@code append} can be called on any thread; it does no I/O, throws nothing, and waits only under
 * {@code overflow="block"}. So {@code ignoreExceptions="false"} changes nothing, and a {@code <Failover>} around this
 * appender never fails over. It needs no location and no layout.
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

    private final OptionValues options;
    private final StatusDiagnostics diagnostics;
    private final @Nullable Configuration configuration;

    /** Null before the first start; after a stop it stays, to count what is still logged. */
    private volatile @Nullable LogBridge<LogEvent> bridge;

    private TrubricsAppender(
            String name, @Nullable Filter filter, OptionValues options, @Nullable Configuration configuration) {
        super(name, filter, null, true, Property.EMPTY_ARRAY);
        this.options = options;
        this.diagnostics = new StatusDiagnostics(name, ReportTo.of(options));
        this.configuration = configuration;
        setHandler(new WarnOnceHandler(diagnostics));
    }

    /** Starts an appender from code; the configuration does the same through annotations. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    /** Takes a share in the delivery to its destination. On a started appender it does nothing. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        LogBridge<LogEvent> started =
                LogBridge.start(options, READER, new LogBridge.Host(owner(), getName(), diagnostics));
        bridge = started;
        LoggerContext context = context();
        if (context != null) {
            ReleasedPipelines.joinIn(context);
        }
        Configuration attached = configuration;
        if (attached != null) {
            started.review(() -> LoggerTree.of(attached));
        }
        super.start();
    }

    /** Null before the first start. */
    @Nullable
    LogBridge<LogEvent> bridge() {
        return bridge;
    }

    @Override
    public void append(LogEvent event) {
        LogBridge<LogEvent> current = bridge;
        if (current != null) {
            current.append(event);
        }
    }

    /**
     * Stops taking log calls, and does not wait: this may be a thread that serves a request, as when a {@code <Routing>}
     * appender purges this one. What is left is delivered in the background. When the context stops, it waits at its end
     * for all its appenders together, for at most the longer of {@code shutdownTimeout} and the given time. May be called
     * twice.
     *
     * @param timeout how long the context may wait if it is stopping; without effect otherwise
     * @return true: what cannot be delivered in the end is counted and reported
     */
    @Override
    public synchronized boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        super.stop(timeout, unit, false);
        LogBridge<LogEvent> current = bridge;
        if (current != null) {
            end(current, Duration.ofNanos(unit.toNanos(Math.max(0, timeout))));
        }
        setStopped();
        return true;
    }

    private void end(LogBridge<LogEvent> current, Duration granted) {
        switch (Ending.current()) {
            case RECONFIGURED -> current.release();
            case ALONE -> current.stop();
            case WITH_ITS_CONTEXT -> {
                current.stop();
                LoggerContext context = context();
                if (context == null) {
                    LogBridge.systemStopped(owner(), granted);
                } else {
                    // One deadline for all appenders and earlier configurations: waiting here would add theirs up.
                    ReleasedPipelines.joinIn(context).grant(granted);
                }
            }
        }
    }

    /** The logging system that this appender is part of; a configuration made by code knows no context. */
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

    /** Never: the location of a call costs a stack trace. */
    @Override
    public boolean requiresLocation() {
        return false;
    }

    /** Filled by Log4j2 from the configuration, or by a program. Not thread-safe; for one appender. */
    public static final class Builder extends AbstractAppender.Builder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<TrubricsAppender> {

        /** Before all fields that take nested elements: its visitor takes out what is none, and has the others made. */
        @OptionAttributes
        private OptionValues options = new OptionValues();

        @PluginElement(StaticProperty.ELEMENT)
        private StaticProperty[] staticProperties = {};

        private Builder() {}

        /**
         * Sets an option.
         *
         * @param text as it would stand in the configuration file; null for the option's default
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

        /** Never null, and throws nothing: an appender that cannot work says why when it starts, and takes nothing. */
        @Override
        public TrubricsAppender build() {
            for (StaticProperty property : staticProperties) {
                options.addStaticProperty(property.name(), property.value());
            }
            String name = getName() == null ? ELEMENT : getName();
            warnAboutSwallowedElements(new StatusDiagnostics(name, ReportTo.of(options)));
            return new TrubricsAppender(name, getFilter(), options, getConfiguration());
        }

        /** Log4j2 takes these below any appender, and says nothing. */
        private void warnAboutSwallowedElements(StatusDiagnostics diagnostics) {
            Property[] properties = getPropertyArray();
            if (properties != null && properties.length > 0) {
                diagnostics.report(Level.WARNING, "<Property> has no effect here; use <StaticProperty>", null);
            }
            if (getLayout() != null) {
                diagnostics.report(Level.WARNING, "a layout has no effect here: events are sent as JSON", null);
            }
        }
    }
}
