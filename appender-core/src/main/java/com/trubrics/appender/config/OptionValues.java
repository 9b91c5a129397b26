package com.trubrics.appender.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What was written in the configuration, as text and unjudged: {@link SettingsReader} reads it.
 *
 * <p>Not thread-safe: a configuration is read by one thread.
 */
public final class OptionValues {
    private final Map<Option, String> texts = new EnumMap<>(Option.class);
    private final List<StaticProperty> staticProperties = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<Option> unreadable = EnumSet.noneOf(Option.class);

    /** A {@code staticProperty} element, complete or not. */
    record StaticProperty(@Nullable String name, @Nullable String value) {}

    /** No option is set. */
    public OptionValues() {}

    /**
     * Sets an option; the last call wins.
     *
     * @param text null for "not set", which is different from blank for the {@code ...Key} options and
     *     {@code propertyPrefix}: there blank, as the word {@code none}, means "not read"
     */
    public void set(Option option, @Nullable String text) {
        if (text == null) {
            texts.remove(option);
        } else {
            texts.put(option, text);
        }
    }

    /**
     * Adds what is written in one place of a configuration that may name an option several times: entries of
     * {@linkplain Option#isList() lists} add up; of any other option the last text wins.
     *
     * @param text null for "not set", which changes nothing
     */
    public void add(Option option, @Nullable String text) {
        if (text == null) {
            return;
        }
        String before = texts.get(option);
        texts.put(option, before == null || !option.isList() ? text : before + "," + text);
    }

    /**
     * Notes a name that no option has. It is reported once, when the options are read; no events are sent if it is close
     * to the name of an option that {@linkplain Option#failsClosed() fails closed}.
     */
    public void addUnknown(String name) {
        unknown.add(name);
    }

    /**
     * Notes an option that is written without text, as an array or with nested elements. It is reported once, when the
     * options are read; no events are sent if the option {@linkplain Option#failsClosed() fails closed}.
     */
    public void addUnreadable(Option option) {
        unreadable.add(option);
    }

    /** Adds a property for every event. An incomplete one is left out by {@link SettingsReader}, with a warning. */
    public void addStaticProperty(@Nullable String name, @Nullable String value) {
        staticProperties.add(new StaticProperty(name, value));
    }

    /** What was written for an option, or null if it was not set. */
    public @Nullable String get(Option option) {
        return texts.get(option);
    }

    List<StaticProperty> staticProperties() {
        return Collections.unmodifiableList(staticProperties);
    }

    Set<String> unknown() {
        return Collections.unmodifiableSet(unknown);
    }

    Set<Option> unreadable() {
        return Collections.unmodifiableSet(unreadable);
    }

    /** The options that are set, without the API key, credentials and the values of static properties. */
    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        texts.forEach((option, text) -> joiner.add(option.key() + "=" + Shown.of(option, text)));
        staticProperties.forEach(property -> joiner.add("staticProperty=" + property.name()));
        return joiner.toString();
    }
}
