package com.trubrics.appender.internal.transport.http;

import java.util.regex.Pattern;

/** Makes text from outside safe for a message: one line, printable, at most 200 characters. */
final class SafeText {

    /** Long enough to understand an error, short enough to echo little of an event. */
    static final int MAX_LENGTH = 200;

    private static final String ELLIPSIS = "...";

    /** Control and format characters, lone surrogates, and every kind of blank. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Z}]+");

    private SafeText() {}

    static String of(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= MAX_LENGTH) {
            return line;
        }
        int end = MAX_LENGTH - ELLIPSIS.length();
        boolean splitsPair = Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, splitsPair ? end - 1 : end) + ELLIPSIS;
    }
}
