package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings;
import com.trubrics.appender.value.PropertyMap;

/** Where an event's properties come from, as configured. Thread-safe. */
final class PropertyRules {

    private final PropertyMap fixed;
    private final boolean logContext;
    private final boolean includingMdc;
    private final boolean excludingMdc;
    private final boolean prefixed;
    private final PropertyNames ofUserEvents;
    private final PropertyNames ofLlmEvents;

    PropertyRules(MappingSettings settings) {
        MappingSettings.Properties rules = settings.properties();
        this.fixed = PropertyMap.copyOf(rules.fixed());
        this.logContext = rules.logContext();
        this.includingMdc = !rules.includeMdc().isEmpty();
        this.excludingMdc = !rules.excludeMdc().isEmpty();
        this.prefixed = !rules.prefix().isEmpty();
        this.ofUserEvents = new PropertyNames(Kind.USER_EVENT, settings);
        this.ofLlmEvents = new PropertyNames(Kind.LLM_EVENT, settings);
    }

    /** What every event carries. */
    PropertyMap fixed() {
        return fixed;
    }

    /** Whether level, logger and thread are added. */
    boolean logContext() {
        return logContext;
    }

    /** Whether MDC keys beyond the fields can become properties by their bare name. */
    boolean includesMdc() {
        return includingMdc;
    }

    /** Whether {@code excludeMdc} is set. */
    boolean excludesMdc() {
        return excludingMdc;
    }

    /** Whether MDC keys with a prefix are looked for. */
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
