package com.trubrics.appender.mapping;

import java.util.List;

/** Patterns in which {@code *} stands for any characters and {@code ?} for one. Case-sensitive; allocates nothing. */
final class Globs {

    private final String[] patterns;

    Globs(List<String> patterns) {
        this.patterns = patterns.toArray(String[]::new);
    }

    boolean matchAny(String text) {
        for (String pattern : patterns) {
            if (matches(pattern, text)) {
                return true;
            }
        }
        return false;
    }

    /** Goes back to the last star only: an earlier one can gain nothing, so no pattern takes exponential time. */
    private static boolean matches(String pattern, String text) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < text.length()) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : '\0';
            if (at < pattern.length() && wanted == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (wanted == '?' || wanted == text.charAt(i))) {
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
}
