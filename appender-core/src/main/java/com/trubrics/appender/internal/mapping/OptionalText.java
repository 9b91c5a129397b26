package com.trubrics.appender.internal.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Unwraps texts that are the {@code toString()} of an {@link java.util.Optional}, {@link java.util.OptionalInt} and so
 * on.
 */
final class OptionalText {

    /** The beginning of all such texts. */
    static final String BEGINNING = "Optional";

    private static final Pattern FORM =
            Pattern.compile(BEGINNING + "(?:Int|Long|Double)?(?:\\.empty|\\[(.*)])", Pattern.DOTALL);

    private OptionalText() {}

    /** Returns the content, null if it is empty, or the text itself if it is not that of an optional. */
    static @Nullable String contentOf(String text) {
        Matcher optional = FORM.matcher(text);
        return optional.matches() ? optional.group(1) : text;
    }
}
