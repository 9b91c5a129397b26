package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;

/**
 * The configured sources of an event's properties. Has Java fields instead of methods, because every event needs all of
 * them. Thread-safe.
 */
final class PropertyRules {

    /** The properties of every event. */
    final PropertyMap fixed;

    /** The details of the log call to add. */
    final LogDetails details;

    /** Whether every event gets properties in addition to those of its call and its MDC. */
    final boolean addsToEvents;

    /** Whether MDC keys other than fields can become properties under their own names. */
    final boolean includesMdc;

    /** Whether {@code excludeMdc} is set. */
    final boolean excludesMdc;

    final PropertyNames ofUserEvents;
    final PropertyNames ofLlmEvents;

    /** Creates the rules for calls whose fields have the configured names. */
    PropertyRules(MappingSettings settings) {
        this(settings, settings.keys(), settings.properties().prefix());
    }

    /**
     * @param ownKeys the names of fields on the call itself
     * @param ownPrefix the prefix of names on the call itself
     */
    PropertyRules(MappingSettings settings, Keys ownKeys, String ownPrefix) {
        MappingSettings.Properties rules = settings.properties();
        this.fixed = PropertyMapBuilder.copyOf(rules.fixed());
        this.details = rules.details();
        this.addsToEvents = !fixed.isEmpty() || details.context() || details.exception();
        this.includesMdc = !rules.includeMdc().isEmpty();
        this.excludesMdc = !rules.excludeMdc().isEmpty();
        this.ofUserEvents = new PropertyNames(Kind.USER_EVENT, settings, ownKeys, ownPrefix);
        this.ofLlmEvents = new PropertyNames(Kind.LLM_EVENT, settings, ownKeys, ownPrefix);
    }
}
