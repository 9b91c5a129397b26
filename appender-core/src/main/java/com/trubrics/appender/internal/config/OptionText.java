package com.trubrics.appender.internal.config;

import com.trubrics.appender.Option;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that a user wrote for an option.
 *
 * @param origin where it was written: {@code option 'host'}, {@code environment variable 'TRUBRICS_HOST'}
 * @param text trimmed, not blank
 */
record OptionText(Option option, String origin, String text) {

    /** An unresolved placeholder, as Log4j2 and as Logback leave it. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}|_IS_UNDEFINED");

    /** Log4j2 turns {@code null} in JSON, and an empty value in YAML, into this text. */
    private static final String NULL = "null";

    /** The word for "no value", in the documentation and in a configuration. */
    private static final String NONE = "none";

    /** Returns null if the text counts as absent. */
    static @Nullable OptionText of(Option option, String origin, @Nullable String text) {
        String present = present(text);
        return present == null || isDefaultWord(option, present) ? null : new OptionText(option, origin, present);
    }

    /** Returns the trimmed text, or null if it counts as absent because it is blank or means null. */
    static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equals(NULL) ? null : text.strip();
    }

    /** Returns whether a text is the word {@code none} or {@code all} with which the documentation names the default. */
    private static boolean isDefaultWord(Option option, String text) {
        String word = option.defaultText();
        return text.equalsIgnoreCase(word) && (word.equals(NONE) || word.equals("all"));
    }

    /** Returns whether a text is the word that switches a key or a prefix off. */
    static boolean isNone(String text) {
        return text.equalsIgnoreCase(NONE);
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
        return Character.toUpperCase(origin.charAt(0)) + origin.substring(1) + " is '" + OptionMask.of(option, text)
                + "'";
    }
}
