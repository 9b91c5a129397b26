package com.trubrics.appender.internal.match;

import java.util.List;

/** Matches patterns in which {@code *} matches any characters and {@code ?} one. Allocates nothing. */
public final class Globs {

    /** Matches any characters in {@link #ofMarked marked} patterns. No text contains this character. */
    public static final char ANY = '\uFFFF';

    /** Matches one character in {@link #ofMarked marked} patterns. No text contains this character. */
    public static final char ONE = '\uFFFE';

    private enum Case {
        COUNTS,
        IS_IGNORED
    }

    private final String[] patterns;
    private final Case letters;

    private Globs(List<String> marked, Case letters) {
        this.patterns = marked.toArray(String[]::new);
        this.letters = letters;
    }

    /** Creates patterns that are case-sensitive. */
    public static Globs exactly(List<String> patterns) {
        return new Globs(marked(patterns), Case.COUNTS);
    }

    /** Creates patterns that ignore case. */
    public static Globs ignoringCase(List<String> patterns) {
        return new Globs(marked(patterns), Case.IS_IGNORED);
    }

    /**
     * Creates patterns that are case-sensitive, and in which a star and a question mark are literal: {@link #ANY}
     * and {@link #ONE} are the wildcards.
     */
    public static Globs ofMarked(List<String> patterns) {
        return new Globs(patterns, Case.COUNTS);
    }

    /** Returns a pattern with its wildcards marked. */
    public static String mark(String pattern) {
        return pattern.replace('*', ANY).replace('?', ONE);
    }

    private static List<String> marked(List<String> patterns) {
        return patterns.stream().map(Globs::mark).toList();
    }

    /** Returns whether the whole text matches one of the patterns. */
    public boolean matchAny(String text) {
        for (String pattern : patterns) {
            if (matches(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Backtracks only to the last star, because an earlier one cannot help. So no pattern takes exponential time. */
    private boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (at < pattern.length() && wanted == ANY) {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (wanted == ONE || same(wanted, text.charAt(i)))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == ANY) {
            at++;
        }
        return at == pattern.length();
    }

    /** Compares like {@link String#equalsIgnoreCase}, independent of the locale. */
    private boolean same(char wanted, char seen) {
        return wanted == seen
                || (letters == Case.IS_IGNORED
                        && Character.toLowerCase(Character.toUpperCase(wanted))
                                == Character.toLowerCase(Character.toUpperCase(seen)));
    }
}
