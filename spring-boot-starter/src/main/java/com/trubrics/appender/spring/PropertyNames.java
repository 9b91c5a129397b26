package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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

    private static final String HEALTH_IN_UNIFORM_CASE = "health";

    /** Any name can follow these. */
    private static final Set<String> OPEN_GROUPS = Set.of("staticproperties", "eventrules");

    /** Only these names can follow, in uniform case. */
    private static final Map<String, Set<String>> GROUPS = Map.of(
            HEALTH_IN_UNIFORM_CASE,
            Set.of("fail"),
            "user",
            Set.of("claim", "mdc"),
            "llm",
            Set.of("enabled", "includeprompt", "includegeneration", "maxtextlength"));

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

    /** Returns whether an unknown name belongs to the health indicator, which does not decide what leaves the process. */
    static boolean isOfHealth(String unknown) {
        return ConfigurationPropertyName.adapt(unknown, '.')
                .getElement(0, Form.UNIFORM)
                .equals(HEALTH_IN_UNIFORM_CASE);
    }

    private static void collectUnknown(EnumerablePropertySource<?> source, Set<String> unknown) {
        for (String name : source.getPropertyNames()) {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
                if (!isKnown(adapted) && !isEmptyGroup(adapted, source.getProperty(name))) {
                    unknown.add(name.substring(PREFIX.length()));
                }
            }
        }
    }

    private static boolean isKnown(ConfigurationPropertyName name) {
        if (name.getNumberOfElements() < 2) {
            return true; // not similar to any option
        }
        String first = name.getElement(1, Form.UNIFORM);
        boolean alone = name.getNumberOfElements() == 2;
        Set<String> members = GROUPS.get(first);
        if (members != null) {
            return !alone && members.contains(name.getElement(2, Form.UNIFORM));
        }
        return OPEN_GROUPS.contains(first)
                || ((alone || name.isNumericIndex(2)) && (first.equals(TEST_IN_UNIFORM_CASE) || isOption(first)));
    }

    /** In YAML, a group whose members have all been commented out is blank. */
    private static boolean isEmptyGroup(ConfigurationPropertyName name, @Nullable Object value) {
        return name.getNumberOfElements() == 2
                && GROUPS.containsKey(name.getElement(1, Form.UNIFORM))
                && String.valueOf(value).isBlank();
    }

    private static boolean isOption(String uniform) {
        return Option.named(uniform) != null;
    }
}
