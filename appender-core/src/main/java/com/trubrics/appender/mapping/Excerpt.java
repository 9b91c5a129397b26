package com.trubrics.appender.mapping;

/** A piece of a text that is fit for a message: short, on one line. */
final class Excerpt {

    private static final int MAX_CHARS = 100;

    private Excerpt() {}

    static String of(String text) {
        String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
        // Control characters would let a value forge lines of whatever shows the message.
        return cut.chars().noneMatch(Character::isISOControl) ? cut : cut.replaceAll("\\p{Cntrl}", "?");
    }
}
