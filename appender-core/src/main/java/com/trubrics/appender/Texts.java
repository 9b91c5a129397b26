package com.trubrics.appender;

/** The check that both kinds of events share. */
final class Texts {
    private Texts() {}

    static String requireText(String text, String name) {
        if (text == null || (!beginsVisibly(text) && text.isBlank())) {
            throw new IllegalArgumentException(name + " must not be blank, but is " + (text == null ? "null" : "''"));
        }
        return text;
    }

    /** Answers for nearly all texts without the methods that {@link String#isBlank} needs. */
    private static boolean beginsVisibly(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first > ' ' && first < 0x7f;
    }
}
