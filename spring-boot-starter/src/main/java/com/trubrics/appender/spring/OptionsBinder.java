package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import com.trubrics.appender.spring.BoundOptions.UserSettings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads {@code trubrics.*} as text, which the core then parses, so its syntax, defaults and warnings apply. Properties that
 * Spring cannot bind are left out, and reported as problems. Unresolved placeholders stay in the texts, where the core
 * recognises them. Asking the environment for such a property would throw.
 */
final class OptionsBinder {
    private static final Bindable<List<String>> LIST = Bindable.listOf(String.class);
    private static final Bindable<Map<String, String>> MAP = Bindable.mapOf(String.class, String.class);
    private static final Bindable<List<Map<String, String>>> LIST_OF_MAPS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    private final Binder binder;
    private final Consumer<String> problems;
    private final Map<Option, String> texts = new EnumMap<>(Option.class);
    private final Set<Option> unreadable = EnumSet.noneOf(Option.class);

    private OptionsBinder(ConfigurableEnvironment environment, Consumer<String> problems) {
        this.binder = Binder.get(environment);
        this.problems = problems;
    }

    /** Never throws because of a value. */
    static BoundOptions bind(ConfigurableEnvironment environment) {
        return bind(environment, problem -> {});
    }

    /**
     * Never throws because of a value. The core reports problems with options and rules.
     *
     * @param problems receives a sentence about each other unusable property
     */
    static BoundOptions bind(ConfigurableEnvironment environment, Consumer<String> problems) {
        OptionsBinder options = new OptionsBinder(environment, problems);
        for (Option option : Option.values()) {
            options.read(option);
        }
        options.flag(PropertyNames.TEST);
        options.flag(PropertyNames.HEALTH_FAIL);
        return new BoundOptions(
                options.texts,
                options.unreadable,
                options.bound(PropertyNames.STATIC_PROPERTIES, MAP, Map.of()),
                options.rules(),
                options.unknown(PropertyNames.unknown(environment)),
                options.user());
    }

    private void read(Option option) {
        String name = PropertyNames.of(option);
        try {
            String text = binder.bind(name, String.class).orElse(null);
            if (text == null) {
                List<String> entries = binder.bind(name, LIST).orElse(null);
                if (entries == null) {
                    return;
                }
                if (!option.isList()) {
                    unreadable.add(option);
                    return;
                }
                text = String.join(",", entries);
            }
            texts.put(option, text);
        } catch (BindException e) {
            unreadable.add(option);
            warn(name, e);
        }
    }

    /** A rule without a list around it is the only one. The core reports rules under names, as unknown options of a rule. */
    private List<Map<String, String>> rules() {
        List<Map<String, String>> rules = bound(PropertyNames.EVENT_RULES, LIST_OF_MAPS, List.of());
        try {
            return rules.isEmpty()
                    ? binder.bind(PropertyNames.EVENT_RULES, MAP).map(List::of).orElse(rules)
                    : rules;
        } catch (BindException blank) {
            return rules;
        }
    }

    /** Returns the names that the core reports, because they may have been meant to decide what leaves the process. */
    private Set<String> unknown(Set<String> names) {
        Set<String> others = new TreeSet<>();
        for (String name : names) {
            if (PropertyNames.isOfHealth(name)) {
                problems.accept("Unknown property '" + PropertyNames.PREFIX + name + "' (did you mean '"
                        + PropertyNames.HEALTH_FAIL + "'?); it is ignored.");
            } else {
                others.add(name);
            }
        }
        return others;
    }

    private UserSettings user() {
        String claim = bound(PropertyNames.USER_CLAIM, Bindable.of(String.class), "");
        if (claim.contains("${")) {
            problems.accept("Property '" + PropertyNames.USER_CLAIM + "' is '" + claim
                    + "': a placeholder is unresolved; a principal that has claims does not identify the user.");
        }
        boolean mdc = flag(PropertyNames.USER_MDC);
        return new UserSettings(claim.isBlank() ? null : claim.strip(), mdc);
    }

    /** Returns whether this property is set to true. Never throws because of its value. */
    static boolean isTrue(ConfigurableEnvironment environment, String name) {
        return new OptionsBinder(environment, problem -> {}).flag(name);
    }

    private boolean flag(String name) {
        try {
            return binder.bind(name, Boolean.class).orElse(false);
        } catch (BindException e) {
            problems.accept("Property '" + name + "' is '" + bound(name, Bindable.of(String.class), "")
                    + "': must be true or false; using false.");
            return false;
        }
    }

    private <T> T bound(String name, Bindable<T> type, T otherwise) {
        try {
            return binder.bind(name, type).orElse(otherwise);
        } catch (BindException e) {
            warn(name, e);
            return otherwise;
        }
    }

    /** The value may be a secret. */
    private void warn(String name, @Nullable Exception cause) {
        String type = cause == null || cause.getCause() == null
                ? ""
                : " (" + cause.getCause().getClass().getSimpleName() + ")";
        problems.accept("Property '" + name + "' cannot be read" + type + ", and is ignored.");
    }
}
