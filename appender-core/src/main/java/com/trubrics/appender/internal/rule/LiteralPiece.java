package com.trubrics.appender.internal.rule;

import org.jspecify.annotations.Nullable;

/**
 * A fixed piece of a message, and the search for it in a line. The search takes time proportional to the line, whatever
 * the line: {@link String#indexOf(String)} compares each character once or twice unless the piece repeats itself, as in
 * {@code "aaaab"} or a run of blanks. For such pieces, this class uses the algorithm of Knuth, Morris and Pratt.
 */
final class LiteralPiece {

    /** A beginning that overlaps with itself by more than this makes an ordinary search slow in hostile lines. */
    private static final int HARMLESS_OVERLAP = 2;

    private final String text;

    /** For each beginning of the piece, how much of its end it begins with; null if an ordinary search is fast. */
    private final int @Nullable [] overlaps;

    LiteralPiece(String text) {
        this.text = text;
        int[] all = overlaps(text);
        int longest = 0;
        for (int overlap : all) {
            longest = Math.max(longest, overlap);
        }
        this.overlaps = longest > HARMLESS_OVERLAP ? all : null;
    }

    private static int[] overlaps(String text) {
        int[] overlaps = new int[text.length()];
        int overlap = 0;
        for (int i = 1; i < text.length(); i++) {
            while (overlap > 0 && text.charAt(i) != text.charAt(overlap)) {
                overlap = overlaps[overlap - 1];
            }
            if (text.charAt(i) == text.charAt(overlap)) {
                overlap++;
            }
            overlaps[i] = overlap;
        }
        return overlaps;
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    /** Returns the first place of the piece in a line, at or after a position; -1 if there is none. */
    int placeIn(String line, int from) {
        return overlaps == null ? line.indexOf(text, from) : placeIn(line, from, overlaps);
    }

    private int placeIn(String line, int from, int[] known) {
        int matched = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            while (matched > 0 && c != text.charAt(matched)) {
                matched = known[matched - 1];
            }
            if (c == text.charAt(matched)) {
                matched++;
            }
            if (matched == text.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }
}
