package com.trubrics.appender.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote for an option.
 *
 * @param origin where it was written: {@code option 'host'}, {@code environment variable 'TRUBRICS_HOST'}
 * @param text trimmed; neither blank nor an unresolved placeholder
 */
record Given(Option option, String origin, String text) {

    /** What Log4j2 leaves of a placeholder that it cannot resolve, and what Logback makes of one. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}|_IS_UNDEFINED");

    /** Null if the text counts as absent. */
    static @Nullable Given of(Option option, String origin, @Nullable String text) {
        String present = present(text);
        return present == null ? null : new Given(option, origin, present);
    }

    /** The text, trimmed, or null if it counts as absent: blank, or with a placeholder left anywhere in it. */
    static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() || UNRESOLVED.matcher(text).find() ? null : text.strip();
    }

    /** The beginning of a message, without secrets: {@code Option 'maxInFlight' is '0'}. */
    @Override
    public String toString() {
        return Character.toUpperCase(origin.charAt(0)) + origin.substring(1) + " is '" + Shown.of(option, text) + "'";
    }
}
