package com.trubrics.appender.internal.mapping;

/** Shortens a text to one line that is safe in a message. */
final class Excerpt {

    private static final int MAX_CHARS = 100;

    private Excerpt() {}

    static String of(String text) {
        String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
        // With control characters, a value could forge lines in the output.
        return cut.chars().noneMatch(Character::isISOControl) ? cut : cut.replaceAll("\\p{Cntrl}", "?");
    }
}
