package com.trubrics.appender.internal.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Measures how similar a misspelt name is to the right one. */
final class Spelling {
    private static final int MAX_TOLERANCE = 3;

    private static final Pattern SEPARATORS = Pattern.compile("[-_.\\s]");

    private Spelling() {}

    /** Removes case and separators from a name, so that {@code exclude_mdc} and {@code excludeMDC} are equal. */
    static String plain(String name) {
        return SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Returns how many typing errors a name of this length may contain and still be recognised. */
    static int tolerance(String name) {
        return Math.min(MAX_TOLERANCE, Math.max(1, name.length() / 4));
    }

    /**
     * Returns the number of letters added, left out, changed or swapped with their neighbour (the restricted
     * Damerau-Levenshtein distance).
     */
    static int distance(String a, String b) {
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = distance(a, b, i, j, distances);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int distance(String a, String b, int i, int j, int[][] shorter) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(shorter[i - 1][j - 1] + change, Math.min(shorter[i - 1][j] + 1, shorter[i][j - 1] + 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, shorter[i - 2][j - 2] + 1) : best;
    }
}
