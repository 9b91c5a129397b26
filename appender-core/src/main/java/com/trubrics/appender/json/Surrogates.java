package com.trubrics.appender.json;

/**
 * Halves of characters beyond U+FFFF. A lone one has no UTF-8 form, and Jackson writes even paired ones as two escapes:
 * texts without any, nearly all, take its fast path, the others are repaired first.
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

    /** The text with each lone surrogate replaced. */
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
