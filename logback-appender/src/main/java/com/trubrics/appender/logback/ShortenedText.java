package com.trubrics.appender.logback;

/**
 * Finds texts that Logback shortens without a word when it replaces variables: it drops the rest behind {@code :-}, and
 * behind a closing brace without an opening one.
 */
final class ShortenedText {

    private ShortenedText() {}

    /** Returns whether Logback drops the end of a text, as it is written in the file. */
    static boolean isShortened(String written) {
        int open = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            char next = i + 1 < written.length() ? written.charAt(i + 1) : ' ';
            if (c == '{') {
                open++;
            } else if (c == '}') {
                if (open-- == 0) {
                    return true;
                }
            } else if (c == ':' && next == '-' && open == 0) {
                return true;
            } else if (c == '$' || c == ':') {
                i += next == '{' || next == '$' ? 0 : 1; // Logback takes the next character as it is
            }
        }
        return false;
    }
}
