package com.trubrics.appender.logback;

import org.jspecify.annotations.Nullable;

/**
 * A property on every event: {@code <staticProperty><name>app</name><value>shop</value></staticProperty>}. A property
 * without a name or a value is left out, with a warning.
 */
public final class StaticProperty {
    private @Nullable String name;
    private @Nullable String value;

    /** Creates a property without a name and a value. */
    public StaticProperty() {}

    /** Sets the property's name. */
    public void setName(@Nullable String name) {
        this.name = name;
    }

    /** Sets the property's value, which is always text. */
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
