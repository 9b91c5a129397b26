package com.trubrics.appender.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that a user wrote for an option.
 *
 * @param origin where it was written: {@code option 'host'}, {@code environment variable 'TRUBRICS_HOST'}
 * @param text trimmed, not blank
 */
record Given(Option option, String origin, String text) {

    /** An unresolved placeholder, as Log4j2 and as Logback leave it. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}|_IS_UNDEFINED");

    /** Log4j2 turns {@code null} in JSON, and an empty value in YAML, into this text. */
    private static final String NULL = "null";

    /** Returns null if the text counts as absent. */
    static @Nullable Given of(Option option, String origin, @Nullable String text) {
        String present = present(text);
        return present == null || option.isDefaultWord(present) ? null : new Given(option, origin, present);
    }

    /** Returns the trimmed text, or null if it counts as absent because it is blank or means null. */
    static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equals(NULL) ? null : text.strip();
    }

    /** Returns whether the text contains an unresolved placeholder. */
    static boolean isUnresolved(String text) {
        return UNRESOLVED.matcher(text).find();
    }

    /** Returns whether the text contains an unresolved placeholder. */
    boolean isUnresolved() {
        return isUnresolved(text);
    }

    /** Returns the beginning of a message, without secrets: {@code Option 'maxInFlight' is '0'}. */
    @Override
    public String toString() {
        return Character.toUpperCase(origin.charAt(0)) + origin.substring(1) + " is '" + Shown.of(option, text) + "'";
    }
}
