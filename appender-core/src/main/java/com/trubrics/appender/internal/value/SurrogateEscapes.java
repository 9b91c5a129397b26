package com.trubrics.appender.internal.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes of surrogates in JSON text. Lone ones are valid JSON, but Jackson refuses them in names, though it takes
 * them in texts.
 */
final class SurrogateEscapes {

    private static final String UNICODE = "\\u";

    /** In JSON, as long as what it replaces, so that positions in the text stay the same. */
    private static final String REPLACEMENT = "\\uFFFD";

    /** A pair, a lone one, or any other escape: a backslash that is itself escaped begins none. */
    private static final Pattern ESCAPES = Pattern.compile(
            "\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|(?<lone>\\\\u[dD][89a-fA-F]\\p{XDigit}{2})|\\\\.",
            Pattern.DOTALL);

    private SurrogateEscapes() {}

    /** Returns JSON text in which each lone surrogate that is escaped has been replaced. */
    static String paired(String json) {
        return json.contains(UNICODE)
                ? ESCAPES.matcher(json)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(escape.group(1) == null ? escape.group() : REPLACEMENT))
                : json;
    }
}
