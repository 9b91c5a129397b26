package com.trubrics.appender.internal.config;

import static java.util.Objects.requireNonNull;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options, what the process says, and what becomes of them. */
final class Reading {
    static final long HEAP = 1024 * Sizes.MB;
    static final String KEY = "s3cr3t-key";

    private final OptionValues values = new OptionValues();
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private long heap = HEAP;

    /** Nothing is set. */
    static Reading ofNothing() {
        return new Reading();
    }

    /** Everything that must be set is. */
    static Reading withKey() {
        return new Reading().set(Option.API_KEY, KEY);
    }

    Reading set(Option option, @Nullable String text) {
        values.set(option, text);
        return this;
    }

    Reading set(String key, String text) {
        return set(requireNonNull(Option.named(key)), text);
    }

    Reading staticProperty(@Nullable String name, @Nullable String value) {
        values.addStaticProperty(name, value);
        return this;
    }

    Reading unknown(String name) {
        values.addUnknown(name);
        return this;
    }

    Reading unreadable(Option option) {
        values.addUnreadable(option);
        return this;
    }

    Reading property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Reading variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    Reading heap(long bytes) {
        heap = bytes;
        return this;
    }

    @Nullable
    Settings read() {
        warnings.clear();
        return SettingsReader.read(values, new Environment(properties, variables, heap), warnings::add);
    }

    /** The settings, of which there must be some. */
    Settings settings() {
        return requireNonNull(read(), () -> "no settings, but warnings " + warnings);
    }

    /** What is said while reading, whatever is read. */
    List<String> warnings() {
        read();
        return warnings;
    }
}
