package com.trubrics.appender.internal.discover;

import java.util.regex.Pattern;

/** Finds the words of a text, and those that seem to vary between lines. */
final class TextWords {

    private static final String DELIMITERS = "[](){}<>,;|\"'=";
    private static final Pattern FLAG = Pattern.compile("true|false|null");

    private TextWords() {}

    /**
     * Returns the end of the word that begins at a position. The query of a URL belongs to its word. In a form,
     * {@code a=1&b=2}, each value is a word.
     */
    static int end(String text, int at, int to) {
        boolean query = false;
        int end = at;
        while (end < to && (isOfWord(text.charAt(end)) || (query && text.charAt(end) == '='))) {
            if (text.charAt(end) == '&' && !query && isParameter(text, end + 1, to)) {
                return end;
            }
            query |= end > at && text.charAt(end) == '?' && isParameter(text, end + 1, to);
            end++;
        }
        return end;
    }

    private static boolean isParameter(String text, int from, int to) {
        int at = from;
        while (at < to && isOfKey(text.charAt(at))) {
            at++;
        }
        return at > from && at < to && text.charAt(at) == '=';
    }

    /** Returns whether a word seems to vary between lines: an ID, an address, a path, a flag. */
    static boolean seemsToVary(String word) {
        return word.chars().anyMatch(c -> c >= '0' && c <= '9')
                || word.indexOf('@', 1) > 0
                || word.contains("://")
                || (word.length() > 2 && word.charAt(0) == '/')
                || FLAG.matcher(word).matches();
    }

    private static boolean isOfWord(char c) {
        return c > ' ' && c < 0x7F && DELIMITERS.indexOf(c) < 0;
    }

    /** Returns whether a character can be part of the key of a form: {@code user[first-name]}, or percent-encoded. */
    static boolean isOfKey(char c) {
        return isOfName(c) || c == '-' || c == '[' || c == ']' || c == '%';
    }

    /** Returns whether a character can be part of a name. */
    static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
    }
}
