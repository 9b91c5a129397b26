package com.trubrics.benchmarks;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/** The floor: keeps the last event, so that no compiler removes it, and has looked at its MDC. */
@Plugin(name = "Keeping", category = "Core", elementType = "appender")
public final class KeepingLog4j2Appender extends AbstractAppender {
    @Nullable
    LogEvent kept;

    @Nullable
    ReadOnlyStringMap keptMdc;

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
        keptMdc = event.getContextData();
        kept = event;
    }
}
