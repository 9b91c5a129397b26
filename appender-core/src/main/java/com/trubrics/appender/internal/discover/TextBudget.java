package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.value.TextLimit;

/** Limits the texts of one sample call, individually and in total. Not thread-safe. */
final class TextBudget {

    /** The maximum length of a message or an argument, which a rule must see as a whole. */
    static final int WHOLE = 20_000;

    /** The maximum length of any other text. */
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

    /** Records that a value is too large to be copied. */
    void leaveOut() {
        cut = true;
    }

    int left() {
        return left;
    }

    /** Returns whether any text was cut, so that a rule might read something different in the real line. */
    boolean hasCut() {
        return cut;
    }

    /** Returns how much was kept. */
    int used() {
        return MOST_OF_CALL - left;
    }
}
