package com.trubrics.sandbox.discover;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the values of a line after the words around them. Each name is unique within the line. */
final class PlaceholderNames {

    /** A key at the end of the text in front of a value: {@code key=}, {@code id = '} or {@code / IP Address: }. */
    private static final Pattern KEY = Pattern.compile(
            "(?:(?:^|[/|,;\\n-] ?)([A-Za-z][\\w.-]* (?:[A-Z][\\w.-]*|id|name|code|type|number|address|agent))"
                    + "|(\\p{L}[\\p{L}\\w.-]*))['\"]?\\s*[=:\uFF1A]\\s*['\"\\[({<]*$");

    private static final Pattern LAST_WORD = Pattern.compile(
            "(\\p{L}(?:['\u2019]?[\\p{L}\\p{M}\\p{N}_])*)[\\s'\"\\[({<#\u00AB\u201C\u201E\u300C\u3010\uFF08]*$");

    /** Japanese and Korean forms of address, which follow a name. */
    private static final Pattern ADDRESSED = Pattern.compile("(?s)^\\s?(さん|様|님).*");

    private static final Pattern UNIT = Pattern.compile(
            "^\\s?(ms|millis|milliseconds|s|seconds|minutes|bytes|kb|mb|tokens|items|rows|users|orders|messages|points|credits)(?![\\p{L}\\p{N}_'\u2019]).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CURRENCY = Pattern.compile("(?s)^\\s?(EUR|USD|GBP|CHF|JPY|CNY|INR)\\b.*");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private static final Set<String> WHO = Set.of("by", "as");

    /** The same in other languages, where these words have further meanings. */
    private static final Set<String> MAYBE_WHO = Set.of("von", "durch", "par", "por", "由", "已由", "被", "已被");

    /** In characters; without blanks, a word can be half a sentence. */
    private static final int MOST_CHARS = 30;

    private static final Set<String> EMPTY_WORDS = Set.of(
            "a", "an", "the", "of", "to", "for", "with", "in", "at", "on", "is", "was", "are", "and", "or", "over",
            "took", "after");

    /** Words in front of durations, which are better named by their unit. */
    private static final List<String> TIMED =
            List.of("took", "in", "after", "within", "rt", "elapsed", "duration", "time");

    private static final String ANYTHING = "value";

    private final Set<String> taken = new HashSet<>();

    /**
     * Returns a name.
     *
     * @param before the fixed text in front of the value
     * @param after the fixed text behind it
     * @param value an example; empty for none
     */
    String next(String before, String after, String value) {
        return unique(name(before, after, value));
    }

    /** Returns that name, with a number if it is taken. */
    String unique(String name) {
        // These begin other paths.
        String free = name.equals("mdc") || name.equals("kv") ? name + "_value" : name;
        String unique = free;
        for (int i = 2; !taken.add(unique); i++) {
            unique = free + "_" + i;
        }
        return unique;
    }

    private static String name(String before, String after, String value) {
        Matcher unit = UNIT.matcher(after);
        Matcher key = KEY.matcher(before);
        if (after.startsWith("()")) {
            return "method";
        }
        if (CURRENCY.matcher(after).matches()) {
            return "amount";
        }
        if (ADDRESSED.matcher(after).matches()) {
            return "user";
        }
        if (key.find() && key.group().length() <= MOST_CHARS) {
            String name = snake(key.group(1) == null ? key.group(2) : key.group(1));
            if (WHO.contains(name)) {
                return "user";
            }
            if (EMPTY_WORDS.contains(name)) {
                return byValue(value);
            }
            return unit.matches() && TIMED.contains(name) ? snake(unit.group(1)) : name;
        }
        String word = lastWord(before);
        String lower = word.toLowerCase(Locale.ROOT);
        if (unit.matches()) {
            return snake(unit.group(1));
        }
        if (WHO.contains(lower)) {
            return "user";
        }
        if (MAYBE_WHO.contains(lower) || lower.equals("from")) {
            String shape = byValue(value);
            return !shape.equals(ANYTHING) ? shape : lower.equals("from") ? lower : "by";
        }
        if (METHODS.contains(lower) && value.startsWith("/")) {
            return "path";
        }
        boolean empty = lower.isEmpty() || EMPTY_WORDS.contains(lower) || SmallWords.contains(lower);
        return empty || EventName.isPast(word) ? byValue(value) : withId(snake(word), value);
    }

    private static String lastWord(String before) {
        Matcher last = LAST_WORD.matcher(before);
        String word = last.find() ? SmallWords.withoutElision(last.group(1)) : "";
        return word.length() > MOST_CHARS ? "" : word;
    }

    private static String withId(String name, String value) {
        boolean isId = value.matches("(?=.*[0-9])[A-Za-z0-9-]{1,40}") && !value.matches("[0-9]+\\.[0-9]+");
        return isId && !name.endsWith("id") ? name + "_id" : name;
    }

    private static String byValue(String value) {
        if (value.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+")) {
            return "email";
        }
        if (value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]+)?")) {
            return "ip";
        }
        if (value.matches("\\s*[\\[{](?s:.*)")) {
            return "data";
        }
        return value.matches("(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)")
                ? "method"
                : value.startsWith("/") ? "path" : ANYTHING;
    }

    /** Returns {@code lastName}, {@code IP Address} and {@code user.id} as {@code last_name}, {@code ip_address} and {@code user_id}. */
    static String snake(String words) {
        // A name in a rule has letters and digits, but no marks of its own.
        String snake = Normalizer.normalize(words, Normalizer.Form.NFC)
                .replaceAll("\\p{M}+", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^\\p{L}\\p{N}$]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
        return snake.isEmpty() ? ANYTHING : snake;
    }
}
