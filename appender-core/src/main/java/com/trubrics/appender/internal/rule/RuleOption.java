package com.trubrics.appender.internal.rule;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of an event rule. */
public enum RuleOption {
    LOGGER(Shape.LIST),
    LEVEL(Shape.LIST),
    MARKER(Shape.LIST),
    MESSAGE(Shape.TEXT),
    WHEN(Shape.LIST),
    FIELDS(Shape.LIST),
    EVENT(Shape.TEXT),
    PAIR(Shape.TEXT);

    private enum Shape {
        LIST,
        TEXT
    }

    private final boolean list;

    RuleOption(Shape shape) {
        this.list = shape == Shape.LIST;
    }

    /** Returns the name of the XML element or attribute. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether commas separate entries, so that the entries of a repeated option add up. */
    public boolean isList() {
        return list;
    }

    /** Returns the option of that name, ignoring case; null if there is none. */
    public static @Nullable RuleOption named(String key) {
        for (RuleOption option : values()) {
            if (option.key().equalsIgnoreCase(key)) {
                return option;
            }
        }
        return null;
    }
}
