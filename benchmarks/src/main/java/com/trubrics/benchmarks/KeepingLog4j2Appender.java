package com.trubrics.benchmarks;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.openjdk.jmh.infra.Blackhole;

/** The floor: looks at the event and its MDC, in a way that no compiler removes. */
@Plugin(name = "Keeping", category = "Core", elementType = "appender")
public final class KeepingLog4j2Appender extends AbstractAppender {
    private final Blackhole nowhere = Nowhere.blackhole();

    private KeepingLog4j2Appender(String name) {
        super(name, null, null, true, Property.EMPTY_ARRAY);
    }

    /** Called by Log4j2. */
    @PluginFactory
    public static KeepingLog4j2Appender create(@PluginAttribute("name") String name) {
        return new KeepingLog4j2Appender(name);
    }

    @Override
    public void append(LogEvent event) {
        nowhere.consume(event.getContextData());
        nowhere.consume(event);
    }
}
