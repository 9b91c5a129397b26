package com.trubrics.appender.spring;

import com.trubrics.appender.Option;
import com.trubrics.appender.spring.BoundOptions.UserSettings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads {@code trubrics.*} as text, which the core then parses, so its syntax, defaults and warnings apply. Properties that
 * Spring cannot bind are left out, with a warning. Unresolved placeholders stay in the texts, where the core recognises them.
 * Asking the environment for such a property would throw.
 */
final class OptionsBinder {
    private static final Log log = LogFactory.getLog(OptionsBinder.class);

    private static final Bindable<List<String>> LIST = Bindable.listOf(String.class);
    private static final Bindable<Map<String, String>> MAP = Bindable.mapOf(String.class, String.class);
    private static final Bindable<List<Map<String, String>>> LIST_OF_MAPS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    private final Binder binder;
    private final Map<Option, String> texts = new EnumMap<>(Option.class);
    private final Set<Option> unreadable = EnumSet.noneOf(Option.class);

    private OptionsBinder(Binder binder) {
        this.binder = binder;
    }

    /** Never throws because of a value. */
    static BoundOptions bind(ConfigurableEnvironment environment) {
        OptionsBinder options = new OptionsBinder(Binder.get(environment));
        for (Option option : Option.values()) {
            options.read(option);
        }
        return new BoundOptions(
                options.texts,
                options.unreadable,
                options.bound(PropertyNames.STATIC_PROPERTIES, MAP, Map.of()),
                options.rules(),
                PropertyNames.unknown(environment),
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

    private UserSettings user() {
        String claim = bound(PropertyNames.USER_CLAIM, Bindable.of(String.class), "");
        boolean mdc = bound(PropertyNames.USER_MDC, Bindable.of(Boolean.class), false);
        return new UserSettings(claim.isBlank() ? null : claim.strip(), mdc);
    }

    /** Returns whether this property is set to true. Never throws because of its value. */
    static boolean isTrue(ConfigurableEnvironment environment, String name) {
        OptionsBinder options = new OptionsBinder(Binder.get(environment));
        return options.bound(name, Bindable.of(Boolean.class), false);
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
    private static void warn(String name, @Nullable Exception cause) {
        String type = cause == null || cause.getCause() == null
                ? ""
                : " (" + cause.getCause().getClass().getSimpleName() + ")";
        log.warn("Property '" + name + "' cannot be read" + type + ", and is ignored.");
    }
}
