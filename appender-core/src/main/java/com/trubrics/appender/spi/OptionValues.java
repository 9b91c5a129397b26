package com.trubrics.appender.spi;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.Option;
import com.trubrics.appender.internal.config.OptionMask;
import com.trubrics.appender.internal.config.SimilarOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The unchecked texts of a configuration. {@link AppenderCore#start} reads them, with one warning for each mistake.
 *
 * <p>Not thread-safe, because one thread reads a configuration.
 */
public final class OptionValues {
    private static final Pattern ASSIGNED = Pattern.compile("([\\w-]+)\\s*[=:]");
    private static final Pattern SEPARATORS = Pattern.compile("[-_]");

    private final Map<Option, String> texts = new EnumMap<>(Option.class);
    private final List<StaticProperty> staticProperties = new ArrayList<>();
    private final List<EventRuleTexts> rules = new ArrayList<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> unknownAttributes = new LinkedHashSet<>();
    private final Set<Option> unreadable = EnumSet.noneOf(Option.class);
    private @Nullable EventFilter eventFilter;

    /** A {@code staticProperty} element, complete or not. */
    public record StaticProperty(
            @Nullable String name, @Nullable String value) {}

    /** Creates an instance without any option. */
    public OptionValues() {}

    /**
     * Sets an option; the last call wins.
     *
     * @param text null for "not set". For the {@code ...Key} options and {@code propertyPrefix}, this differs from
     *     blank text, which means "not read" like the word {@code none}
     */
    public void set(Option option, @Nullable String text) {
        if (text == null) {
            texts.remove(option);
        } else {
            texts.put(option, text);
        }
    }

    /**
     * Adds a text from a configuration that may set an option several times. The entries of
     * {@linkplain Option#isList() lists} add up; for any other option the last text wins.
     *
     * @param text null for "not set", which has no effect
     */
    public void add(Option option, @Nullable String text) {
        if (text == null) {
            return;
        }
        String before = texts.get(option);
        texts.put(option, before == null || !option.isList() ? text : before + "," + text);
    }

    /**
     * Records a name that is not an option. It is reported once, when the options are read. No events are sent if it is
     * similar to the name of an option that {@linkplain Option#failsClosed() fails closed}.
     */
    public void addUnknown(String name) {
        unknown.add(name);
    }

    /**
     * Records an attribute that a {@code staticProperty} element does not have. It is reported once, when the options are
     * read, and has no other effect.
     */
    public void addUnknownAttribute(String name) {
        unknownAttributes.add(name);
    }

    /**
     * Records an option without text, such as an array or an element with nested elements. It is reported once, when
     * the options are read. No events are sent if the option {@linkplain Option#failsClosed() fails closed}.
     */
    public void addUnreadable(Option option) {
        unreadable.add(option);
    }

    /**
     * Returns the options that a text which nothing reads assigns, such as {@code excludeMdc="secret"} or
     * {@code exclude-mdc: secret}.
     */
    public static Set<Option> assignedIn(String text) {
        return ASSIGNED.matcher(text)
                .results()
                .map(name -> Option.named(SEPARATORS.matcher(name.group(1)).replaceAll("")))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Option.class)));
    }

    /** Adds a property for every event. An incomplete one is left out, with a warning, when the options are read. */
    public void addStaticProperty(@Nullable String name, @Nullable String value) {
        staticProperties.add(new StaticProperty(name, value));
    }

    /** Adds an event rule after the existing ones. The first rule that matches a line is applied. */
    public void addRule(EventRuleTexts rule) {
        rules.add(rule);
    }

    /**
     * Sets a filter that a program has created itself. It receives the result of the filter in the option {@code eventFilter}.
     */
    public void setEventFilter(EventFilter filter) {
        eventFilter = filter;
    }

    /** Returns the filter that a program has created itself, or null. */
    public @Nullable EventFilter eventFilter() {
        return eventFilter;
    }

    /**
     * Returns whether an unknown name was probably meant to be an option that decides where data goes or what leaves the
     * process, so that nothing may be sent.
     */
    public static boolean seemsToDecideWhatLeaves(String name) {
        return SimilarOptions.seemToDecideWhatLeaves(name);
    }

    /** Returns the text of an option, or null if it is not set. */
    public @Nullable String get(Option option) {
        return texts.get(option);
    }

    /** Returns the properties for every event, in the order in which they were added. */
    public List<StaticProperty> staticProperties() {
        return Collections.unmodifiableList(staticProperties);
    }

    /** Returns the event rules, in the order in which they were added. */
    public List<EventRuleTexts> rules() {
        return Collections.unmodifiableList(rules);
    }

    /** Returns the attributes that a {@code staticProperty} element does not have. */
    public Set<String> unknownAttributes() {
        return Collections.unmodifiableSet(unknownAttributes);
    }

    /** Returns the names that are not options. */
    public Set<String> unknown() {
        return Collections.unmodifiableSet(unknown);
    }

    /** Returns the options that were written without text. */
    public Set<Option> unreadable() {
        return Collections.unmodifiableSet(unreadable);
    }

    /** Lists the options that are set, without the API key, credentials and the values of static properties. */
    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        texts.forEach((option, text) -> joiner.add(option.key() + "=" + OptionMask.of(option, text)));
        staticProperties.forEach(property -> joiner.add("staticProperty=" + property.name()));
        return joiner.toString();
    }
}
