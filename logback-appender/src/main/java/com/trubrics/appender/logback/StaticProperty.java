package com.trubrics.appender.logback;

import org.jspecify.annotations.Nullable;

/**
 * A property on every event: {@code <staticProperty><name>app</name><value>shop</value></staticProperty>}. One without
 * a name or a value is left out, with a warning.
 */
public final class StaticProperty {
    private @Nullable String name;
    private @Nullable String value;

    /** Neither name nor value is set. */
    public StaticProperty() {}

    /** The property's name. */
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** The property's value, always a text. */
    public void setValue(@Nullable String value) {
        this.value = value;
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String value() {
        return value;
    }
}
