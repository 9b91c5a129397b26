package com.trubrics.appender.internal.report;

import java.util.regex.Pattern;

/** Makes text from outside safe for a message: one line, printable, limited in length. */
public final class SafeText {

    /** The maximum length of a text, in characters: long enough to explain an error, short enough to echo little of an event. */
    public static final int MAX_LENGTH = 200;

    /** The maximum length of a name or a value that is quoted within a sentence, in characters. */
    private static final int QUOTED = 100;

    private static final String ELLIPSIS = "...";

    /** Control and format characters, lone surrogates, and every kind of blank: they could forge lines or control a terminal. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}]+");

    private SafeText() {}

    /** Returns the text of an error on one line, cut to {@link #MAX_LENGTH}. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** Returns a name or a value on one line, cut to a length that suits a quotation. */
    public static String quoted(String text) {
        return of(text, QUOTED);
    }

    /** Returns a text on one line, cut to a length. */
    public static String of(String text, int maxLength) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= maxLength) {
            return line;
        }
        int end = maxLength - ELLIPSIS.length();
        boolean splitsPair = Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, splitsPair ? end - 1 : end) + ELLIPSIS;
    }
}
