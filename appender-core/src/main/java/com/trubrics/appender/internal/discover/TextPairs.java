package com.trubrics.appender.internal.discover;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pairs in a text such as {@code username: jane / IP Address: 10.0.0.7}: at least two keys with colons, all after
 * the same separator. A single colon is prose.
 */
final class TextPairs {

    private static final Pattern PAIR =
            Pattern.compile("(^| / | \\| |, |; |\\n-? ?)([A-Za-z][\\w.-]*(?: [A-Za-z][\\w.-]*){0,2}): ");

    /**
     * One pair.
     *
     * @param key where the separator in front of its key begins
     * @param value where its value begins
     */
    record Pair(int key, int value) {}

    private TextPairs() {}

    /** Returns the pairs of a text, in their order; none unless there are two. */
    static List<Pair> of(String text) {
        List<Pair> pairs = new ArrayList<>();
        Matcher found = PAIR.matcher(text);
        String separator = "";
        while (found.find()) {
            String own = found.group(1);
            separator = separator.isEmpty() ? own : separator;
            if (own.isEmpty() || own.equals(separator)) {
                pairs.add(new Pair(found.start(), found.end()));
            }
        }
        return pairs.size() < 2 ? List.of() : pairs;
    }
}
