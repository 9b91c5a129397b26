package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds system properties and environment variables that spell the name of an option differently, such as
 * {@code trubrics.dry-run} or {@code TRUBRICS_DRYRUN}. Nothing reads them.
 */
final class OtherSpellings {
    private OtherSpellings() {}

    /**
     * Returns what is set although nothing reads it, as the beginning of a sentence; null if nothing is, or only to the
     * default of the option.
     */
    static @Nullable String of(Option option, Environment environment) {
        String property = firstSet(option, option.systemProperty(), environment.property());
        if (property != null) {
            return "System property '" + property + "' is set, but nothing reads that name (did you mean '"
                    + option.systemProperty() + "'?)";
        }
        String variable = firstSet(option, option.environmentVariable(), environment.variable());
        return variable == null
                ? null
                : "Environment variable '" + variable + "' is set, but nothing reads that name (did you mean '"
                        + option.environmentVariable() + "'?)";
    }

    private static @Nullable String firstSet(Option option, String right, UnaryOperator<@Nullable String> values) {
        for (String name : spellings(option)) {
            String value = name.equals(right) ? null : Given.present(values.apply(name));
            if (value != null && !value.strip().equalsIgnoreCase(option.defaultText())) {
                return name;
            }
        }
        return null;
    }

    private static Set<String> spellings(Option option) {
        String snake = option.name().toLowerCase(Locale.ROOT);
        String plain = Spelling.plain(option.key());
        Set<String> names = new TreeSet<>(Set.of(option.systemProperty(), option.environmentVariable()));
        for (String name : new String[] {snake, plain, snake.replace('_', '-')}) {
            names.add("trubrics." + name);
            names.add("trubrics_" + name);
            names.add("TRUBRICS_" + name.toUpperCase(Locale.ROOT));
            names.add("TRUBRICS." + name.toUpperCase(Locale.ROOT));
        }
        return names;
    }
}
