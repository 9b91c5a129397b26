package com.trubrics.appender.spi;

import com.trubrics.appender.internal.rule.RuleOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a configuration sets for one event rule, unchecked: {@code logger}, {@code level}, {@code marker},
 * {@code message}, {@code when}, {@code fields}, {@code event} and {@code pair}.
 *
 * <p>Not thread-safe, because one thread reads a configuration.
 */
public final class EventRuleTexts {
    private final Map<RuleOption, String> texts = new EnumMap<>(RuleOption.class);
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> unreadable = new LinkedHashSet<>();

    /** Creates a rule without any option. */
    public EventRuleTexts() {}

    /**
     * Sets an option of the rule; the case of its name does not matter. The entries of a list that is set several times
     * add up. For {@code message}, {@code event} and {@code pair}, the last text wins. If the option does not exist, the
     * rule is not applied, with a warning, because the option may have been meant to restrict it.
     *
     * @param text null for "not set", which has no effect
     * @return this
     */
    public EventRuleTexts set(String option, @Nullable String text) {
        RuleOption known = RuleOption.named(option);
        if (known == null) {
            addUnknown(option);
        } else if (text != null) {
            texts.merge(known, text, (before, after) -> known.isList() ? before + "," + after : after);
        }
        return this;
    }

    /**
     * Records a name that is not an option. The rule is not applied, with a warning. A name that begins with an option and
     * a dot, such as {@code message.id}, is an option with nested values instead of text.
     */
    public void addUnknown(String name) {
        int dot = name.indexOf('.');
        if (dot > 0 && hasOption(name.substring(0, dot))) {
            unreadable.add(name.substring(0, dot));
        } else {
            unknown.add(name);
        }
    }

    /**
     * Records an option without text of its own, such as an array or an element with nested elements. The rule is not
     * applied, with a warning.
     */
    public void addUnreadable(String option) {
        if (hasOption(option)) {
            unreadable.add(option);
        } else {
            addUnknown(option);
        }
    }

    /** Returns whether a rule has an option of that name, ignoring case. */
    public static boolean hasOption(String name) {
        return RuleOption.named(name) != null;
    }

    /** Returns the text of an option, or null if it is not set. */
    public @Nullable String get(String option) {
        RuleOption known = RuleOption.named(option);
        return known == null ? null : texts.get(known);
    }

    /** Returns the names that are not options of a rule. */
    public Set<String> unknown() {
        return Collections.unmodifiableSet(unknown);
    }

    /** Returns the options that were written without text. */
    public Set<String> unreadable() {
        return Collections.unmodifiableSet(unreadable);
    }

    /** Lists the options that are set. */
    @Override
    public String toString() {
        return texts.toString();
    }
}
