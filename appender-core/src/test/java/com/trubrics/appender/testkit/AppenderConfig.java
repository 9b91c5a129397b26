package com.trubrics.appender.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One configuration with our appender and a neighbour, which each face writes in its own format. Both hang on the root
 * logger, at its most talkative level.
 *
 * @param options by name, as in the documentation
 * @param staticProperties name and value of each, in order
 * @param rules the options of each event rule, in order
 * @param elements XML to be nested in our appender as it is, the same for every framework
 * @param traits what else is special
 */
public record AppenderConfig(
        Map<String, String> options,
        Map<String, String> staticProperties,
        List<Map<String, String>> rules,
        List<String> elements,
        Set<Trait> traits) {

    /** The marker that {@link Trait#DENIES_MARKER} denies. */
    public static final String DENIED_MARKER = "NOT_FOR_TRUBRICS";

    /** What a configuration can have beyond options. */
    public enum Trait {
        /** Our appender stands behind the framework's asynchronous one. */
        ASYNC,
        /** Our appender has a threshold filter that takes only WARN and above. */
        WARN_AND_ABOVE,
        /** The framework denies lines marked {@link #DENIED_MARKER}. */
        DENIES_MARKER,
        /** The framework stops itself at JVM exit; without this trait it does not. */
        SHUTDOWN_HOOK
    }

    /** The server, a key, and ample time to stop: on a busy machine a cold HTTP client alone may take seconds. */
    public static AppenderConfig to(RecordingServer server) {
        return bare().option("host", server.host()).option("apiKey", "test-key").option("shutdownTimeout", "2 min");
    }

    /** No option at all. */
    public static AppenderConfig bare() {
        return new AppenderConfig(Map.of(), Map.of(), List.of(), List.of(), Set.of());
    }

    /** The same with one option set or replaced. */
    public AppenderConfig option(String name, String value) {
        return new AppenderConfig(plus(options, name, value), staticProperties, rules, elements, traits);
    }

    /** The same with one more {@code staticProperty}. */
    public AppenderConfig staticProperty(String name, String value) {
        return new AppenderConfig(options, plus(staticProperties, name, value), rules, elements, traits);
    }

    /** The same with one more event rule: the names and texts of its options in turn. */
    public AppenderConfig rule(String... namesAndTexts) {
        Map<String, String> rule = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            rule.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        List<Map<String, String>> more = new ArrayList<>(rules);
        more.add(Collections.unmodifiableMap(rule));
        return new AppenderConfig(options, staticProperties, List.copyOf(more), elements, traits);
    }

    /** The same with one more nested element, which may be wrong or written twice. */
    public AppenderConfig element(String xml) {
        List<String> more = new ArrayList<>(elements);
        more.add(xml);
        return new AppenderConfig(options, staticProperties, rules, List.copyOf(more), traits);
    }

    /** The same with one more trait. */
    public AppenderConfig with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new AppenderConfig(options, staticProperties, rules, elements, Collections.unmodifiableSet(more));
    }

    private static Map<String, String> plus(Map<String, String> some, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(name, value);
        return Collections.unmodifiableMap(more);
    }
}
