package com.trubrics.appender.internal.mapping;

import java.util.List;

/** Matches patterns in which {@code *} stands for any characters and {@code ?} for one. Allocates nothing. */
final class Globs {

    private enum Case {
        COUNTS,
        IS_IGNORED
    }

    private final String[] patterns;
    private final Case letters;

    private Globs(List<String> patterns, Case letters) {
        this.patterns = patterns.toArray(String[]::new);
        this.letters = letters;
    }

    /** Creates patterns that are case-sensitive. */
    static Globs exactly(List<String> patterns) {
        return new Globs(patterns, Case.COUNTS);
    }

    /** Creates patterns that ignore case. */
    static Globs ignoringCase(List<String> patterns) {
        return new Globs(patterns, Case.IS_IGNORED);
    }

    boolean matchAny(String text) {
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
            if (at < pattern.length() && wanted == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (wanted == '?' || same(wanted, text.charAt(i)))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
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
