package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import com.trubrics.appender.internal.report.SafeText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds system properties and environment variables that spell the name of an option differently, such as
 * {@code trubrics.dry-run}, {@code trubrics.Host} or {@code TRUBRICS_DRYRUN}. Nothing reads them.
 */
final class OtherSpellings {
    private OtherSpellings() {}

    /**
     * Returns what is set although nothing reads it, as the beginning of a sentence; null if nothing is, or only to the
     * default of the option.
     */
    static @Nullable String of(Option option, Environment environment) {
        String property = set(option, option.systemProperty(), environment.properties());
        if (property != null) {
            return "System property '" + SafeText.quoted(property)
                    + "' is set, but nothing reads that name (did you mean '" + option.systemProperty() + "'?)";
        }
        String variable = set(option, option.environmentVariable(), environment.variables());
        return variable == null
                ? null
                : "Environment variable '" + SafeText.quoted(variable)
                        + "' is set, but nothing reads that name (did you mean '" + option.environmentVariable()
                        + "'?)";
    }

    private static @Nullable String set(Option option, String right, Map<String, String> texts) {
        String plain = Spelling.plain(right);
        return texts.keySet().stream()
                .filter(name -> !name.equals(right) && Spelling.plain(name).equals(plain))
                .filter(name -> decides(OptionText.present(texts.get(name)), option))
                .min(String::compareTo)
                .orElse(null);
    }

    private static boolean decides(@Nullable String value, Option option) {
        return value != null && !value.equalsIgnoreCase(option.defaultText());
    }
}
