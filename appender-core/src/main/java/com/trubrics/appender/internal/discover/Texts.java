package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.value.TextLimit;

/** Cuts the texts of one sample call, each by itself and all of them together. Not thread-safe. */
final class Texts {

    /** How long a message or an argument of a sample may be: a rule that reads it must see all of it. */
    static final int WHOLE = 20_000;

    /** How long any other text may be. */
    static final int SHORT = 500;

    private static final int MOST_OF_CALL = 60_000;

    private int left = MOST_OF_CALL;
    private boolean cut;

    String cut(String text, int most) {
        int chars = Math.max(1, Math.min(most, left));
        cut |= text.length() > chars;
        String kept = new TextLimit(chars).cut(text);
        left = Math.max(0, left - kept.length());
        return kept;
    }

    /** Counts a value that was copied as a whole. */
    void count(int bytes) {
        left = Math.max(0, left - bytes);
    }

    /** A value is too large to be copied. */
    void leaveOut() {
        cut = true;
    }

    int left() {
        return left;
    }

    /** Returns whether any text was cut, so that a rule would read something else in the real line. */
    boolean hasCut() {
        return cut;
    }

    /** Returns how much was kept. */
    int used() {
        return MOST_OF_CALL - left;
    }
}
