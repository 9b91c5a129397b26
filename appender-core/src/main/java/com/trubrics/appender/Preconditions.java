package com.trubrics.appender;

/** A check that both kinds of events share. */
final class Preconditions {
    private Preconditions() {}

    static String requireText(String text, String name) {
        if (text == null || (!beginsVisibly(text) && text.isBlank())) {
            throw new IllegalArgumentException(name + " must not be blank, but is " + (text == null ? "null" : "''"));
        }
        return text;
    }

    /** A fast path that decides nearly all texts without the methods that {@link String#isBlank} calls. */
    private static boolean beginsVisibly(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first > ' ' && first < 0x7f;
    }
}
