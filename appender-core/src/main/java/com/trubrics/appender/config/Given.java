package com.trubrics.appender.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote for an option.
 *
 * @param origin where it was written: {@code option 'host'}, {@code environment variable 'TRUBRICS_HOST'}
 * @param text trimmed, not blank
 */
record Given(Option option, String origin, String text) {

    /** What Log4j2 leaves of a placeholder that it cannot resolve, and what Logback makes of one. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}|_IS_UNDEFINED");

    /** What Log4j2 makes of {@code null} in JSON and of an empty value in YAML. */
    private static final String NULL = "null";

    /** Null if the text counts as absent. */
    static @Nullable Given of(Option option, String origin, @Nullable String text) {
        String present = present(text);
        return present == null || option.isDefaultWord(present) ? null : new Given(option, origin, present);
    }

    /** The text, trimmed, or null if it counts as absent: blank, or what stands for null. */
    static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equals(NULL) ? null : text.strip();
    }

    /** Whether a placeholder is left anywhere in the text. */
    static boolean isUnresolved(String text) {
        return UNRESOLVED.matcher(text).find();
    }

    /** Whether a placeholder is left anywhere in the text. */
    boolean isUnresolved() {
        return isUnresolved(text);
    }

    /** The beginning of a message, without secrets: {@code Option 'maxInFlight' is '0'}. */
    @Override
    public String toString() {
        return Character.toUpperCase(origin.charAt(0)) + origin.substring(1) + " is '" + Shown.of(option, text) + "'";
    }
}
