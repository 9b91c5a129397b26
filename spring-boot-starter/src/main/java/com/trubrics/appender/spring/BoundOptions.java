package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import com.trubrics.appender.spi.EventRuleTexts;
import com.trubrics.appender.spi.OptionValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an environment under {@code trubrics}. Environments with the same properties are equal.
 *
 * @param texts the options that are set
 * @param unreadable options that are a list or a map instead of text
 * @param unknown names that are not options, without {@code trubrics.}
 */
record BoundOptions(
        Map<Option, String> texts,
        Set<Option> unreadable,
        Map<String, String> staticProperties,
        List<Map<String, String>> eventRules,
        Set<String> unknown,
        UserSettings user) {

    /** The name of an entry if the properties are written as a list, in which they have no names. */
    private static final Pattern OF_A_LIST = Pattern.compile("\\d+(?:\\..*)?");

    /** A number alone may be the name of a property, but every list begins here. */
    private static final Pattern FIRST_OF_A_LIST = Pattern.compile("0(?:\\..*)?");

    /**
     * The settings for the user.
     *
     * @param claim the claim of an OIDC or JWT principal that identifies the user; null for the principal's name
     * @param mdc whether the user is also put into the MDC
     */
    record UserSettings(@Nullable String claim, boolean mdc) {
        static final UserSettings DEFAULT = new UserSettings(null, false);
    }

    /** Copies everything. */
    BoundOptions {
        texts = Map.copyOf(texts);
        unreadable = Set.copyOf(unreadable);
        staticProperties = Map.copyOf(staticProperties);
        eventRules = eventRules.stream().map(Map::copyOf).toList();
        unknown = Set.copyOf(unknown);
    }

    /** Returns whether the environment has no properties. */
    boolean isEmpty() {
        return texts.isEmpty()
                && unreadable.isEmpty()
                && staticProperties.isEmpty()
                && eventRules.isEmpty()
                && unknown.isEmpty();
    }

    /** Returns whether {@code trubrics.enabled} is false. */
    boolean isSwitchedOff() {
        return "false".equalsIgnoreCase(text(Option.ENABLED));
    }

    /** Returns the trimmed text, or null if the option is not set or is blank. */
    @Nullable
    String text(Option option) {
        String text = texts.get(option);
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Returns the options in the form that an appender reads. The appender also reports mistakes in them. */
    OptionValues toValues() {
        OptionValues values = new OptionValues();
        texts.forEach(values::set);
        unreadable.forEach(values::addUnreadable);
        unknown.stream().sorted().forEach(values::addUnknown);
        boolean list = staticProperties.keySet().stream()
                .anyMatch(name -> FIRST_OF_A_LIST.matcher(name).matches());
        staticProperties.forEach((name, value) ->
                values.addStaticProperty(list && OF_A_LIST.matcher(name).matches() ? null : name, value));
        eventRules.forEach(rule -> values.addRule(texts(rule)));
        addUserSource(values);
        return values;
    }

    private static EventRuleTexts texts(Map<String, String> rule) {
        EventRuleTexts texts = new EventRuleTexts();
        // A YAML list arrives as fields.0, fields.1 and so on, and its entries add up.
        rule.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .forEach(name -> texts.set(name.replaceFirst("\\.\\d+$", ""), rule.get(name)));
        return texts;
    }

    /** Adds Spring's user, unless the application names its own source. */
    private void addUserSource(OptionValues values) {
        if (text(Option.USER_SOURCE) == null) {
            values.set(Option.USER_SOURCE, CurrentUser.PATH);
        }
    }

    /** Returns whether the options or a rule name this logger, one above it, or one below it. */
    boolean names(String logger) {
        Stream<String> ofRules =
                eventRules.stream().map(rule -> texts(rule).get("logger")).flatMap(Stream::ofNullable);
        return Stream.concat(Stream.of(texts.getOrDefault(Option.LOGGERS, "")), ofRules)
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .anyMatch(
                        name -> name.equals(logger) || logger.startsWith(name + ".") || name.startsWith(logger + "."));
    }

    /** Returns the properties in which the two differ, as users write them, without values. */
    Set<String> differences(BoundOptions other) {
        Set<String> names = new TreeSet<>();
        for (Option option : Option.values()) {
            if (!java.util.Objects.equals(texts.get(option), other.texts.get(option))) {
                names.add(PropertyNames.of(option));
            }
        }
        List<String> others = new ArrayList<>();
        if (!staticProperties.equals(other.staticProperties)) {
            others.add(PropertyNames.STATIC_PROPERTIES);
        }
        if (!eventRules.equals(other.eventRules)) {
            others.add(PropertyNames.EVENT_RULES);
        }
        if (!user.equals(other.user)) {
            others.add(PropertyNames.PREFIX + "user");
        }
        names.addAll(others);
        return names;
    }
}
