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
        return !text.isEmpty() && text.charAt(0) > ' ' && text.charAt(0) < 0x7f;
    }
}
