package com.trubrics.appender.internal.json;

/**
 * Replaces lone halves of characters beyond U+FFFF, which have no UTF-8 form. Jackson writes even pairs as two escapes.
 * Texts without surrogates (nearly all) use Jackson's fast path; the others are repaired first.
 */
final class Surrogates {

    private static final char REPLACEMENT = '\uFFFD';

    private Surrogates() {}

    static boolean occurIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the text with each lone surrogate replaced. */
    static String paired(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            boolean lone = Character.isBmpCodePoint(character) && Character.isSurrogate((char) character);
            repaired.appendCodePoint(lone ? REPLACEMENT : character);
            i += Character.charCount(character);
        }
        return repaired.toString();
    }
}
