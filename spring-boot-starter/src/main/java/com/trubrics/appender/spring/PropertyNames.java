package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The names of the starter's properties: {@code trubrics.}, and those of the options in kebab case. */
final class PropertyNames {
    static final String PREFIX = "trubrics.";
    static final String STATIC_PROPERTIES = PREFIX + "static-properties";
    static final String EVENT_RULES = PREFIX + "event-rules";
    static final String USER_CLAIM = PREFIX + "user.claim";
    static final String USER_MDC = PREFIX + "user.mdc";
    static final String TEST = PREFIX + "test";
    static final String HEALTH_FAIL = PREFIX + "health.fail";

    /** Names with these prefixes belong to other parts of the starter, or to the application. */
    private static final Set<String> GROUPS = Set.of("staticproperties", "eventrules", "user", "llm", "health");

    private static final String TEST_IN_UNIFORM_CASE = "test";

    private PropertyNames() {}

    /** Returns for example {@code trubrics.flush-interval}. */
    static String of(Option option) {
        return PREFIX + kebab(option.key());
    }

    static String kebab(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the unknown names under {@code trubrics}, without that prefix. Environment variables are left out, because one
     * {@code TRUBRICS_API_KEY} could stand for several names. Sources that cannot list their names are also left out.
     */
    static Set<String> unknown(ConfigurableEnvironment environment) {
        Set<String> unknown = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed
                    && !(source instanceof SystemEnvironmentPropertySource)) {
                collectUnknown(listed, unknown);
            }
        }
        return unknown;
    }

    private static void collectUnknown(EnumerablePropertySource<?> source, Set<String> unknown) {
        for (String name : source.getPropertyNames()) {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && !isKnown(name)) {
                unknown.add(name.substring(PREFIX.length()));
            }
        }
    }

    private static boolean isKnown(String name) {
        ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
        if (adapted.getNumberOfElements() < 2) {
            return true; // not similar to any option
        }
        String first = adapted.getElement(1, Form.UNIFORM);
        if (GROUPS.contains(first)) {
            return true;
        }
        boolean alone = adapted.getNumberOfElements() == 2 || adapted.isNumericIndex(2);
        return alone && (first.equals(TEST_IN_UNIFORM_CASE) || isOption(first));
    }

    private static boolean isOption(String uniform) {
        return Option.named(uniform) != null;
    }
}
