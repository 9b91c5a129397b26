package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.config.MappingSettings.LogDetails;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;

/** Where an event's properties come from, as configured. Thread-safe. */
final class PropertyRules {

    private final PropertyMap fixed;
    private final LogDetails details;
    private final boolean includingMdc;
    private final boolean excludingMdc;
    private final boolean prefixed;
    private final PropertyNames ofUserEvents;
    private final PropertyNames ofLlmEvents;

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
        this.includingMdc = !rules.includeMdc().isEmpty();
        this.excludingMdc = !rules.excludeMdc().isEmpty();
        this.prefixed = !rules.prefix().isEmpty();
        this.ofUserEvents = new PropertyNames(Kind.USER_EVENT, settings, ownKeys, ownPrefix);
        this.ofLlmEvents = new PropertyNames(Kind.LLM_EVENT, settings, ownKeys, ownPrefix);
    }

    /** Returns the properties of every event. */
    PropertyMap fixed() {
        return fixed;
    }

    /** Returns what is added of the log call itself. */
    LogDetails details() {
        return details;
    }

    /** Returns whether MDC keys other than fields can become properties under their own names. */
    boolean includesMdc() {
        return includingMdc;
    }

    /** Returns whether {@code excludeMdc} is set. */
    boolean excludesMdc() {
        return excludingMdc;
    }

    /** Returns whether MDC keys with a prefix become properties. */
    boolean hasPrefix() {
        return prefixed;
    }

    PropertyNames namesFor(Kind kind) {
        return switch (kind) {
            case USER_EVENT -> ofUserEvents;
            case LLM_EVENT -> ofLlmEvents;
        };
    }
}
