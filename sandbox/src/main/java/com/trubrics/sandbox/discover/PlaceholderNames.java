package com.trubrics.sandbox.discover;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds names for what varies in a line, from the words around it. Every name it gives is a different one. */
final class PlaceholderNames {

    /** {@code key=}, {@code id = '} or {@code / IP Address: } at the end of what stands before. */
    private static final Pattern KEY = Pattern.compile(
            "(?:(?:^|[/|,;\\n-] ?)([A-Za-z][\\w.-]* (?:[A-Z][\\w.-]*|id|name|code|type|number|address|agent))"
                    + "|(\\p{L}[\\p{L}\\w.-]*))\\s*[=:\uFF1A]\\s*['\"\\[({<]*$");

    private static final Pattern LAST_WORD = Pattern.compile("([A-Za-z][A-Za-z0-9_]*)[\\s'\"\\[({<#]*$");
    private static final Pattern UNIT = Pattern.compile(
            "^\\s?(ms|millis|milliseconds|s|seconds|minutes|bytes|kb|mb|tokens|items|rows|users|orders|messages|points|credits)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CURRENCY = Pattern.compile("(?s)^\\s?(EUR|USD|GBP|CHF|JPY|CNY|INR)\\b.*");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private static final Set<String> WHO = Set.of("by", "as");
    private static final Set<String> EMPTY_WORDS = Set.of(
            "a", "an", "the", "of", "to", "for", "with", "in", "at", "on", "is", "was", "are", "and", "or", "over",
            "took", "after");

    /** Whose words in front say nothing about the value. */
    private static final List<String> TIMED =
            List.of("took", "in", "after", "within", "rt", "elapsed", "duration", "time");

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
        if (key.find()) {
            String name = snake(key.group(1) == null ? key.group(2) : key.group(1));
            if (WHO.contains(name)) {
                return "user";
            }
            if (EMPTY_WORDS.contains(name)) {
                return byValue(value);
            }
            return unit.matches() && TIMED.contains(name) ? snake(unit.group(1)) : name;
        }
        Matcher last = LAST_WORD.matcher(before);
        String word = last.find() ? last.group(1) : "";
        String lower = word.toLowerCase(Locale.ROOT);
        if (unit.matches()) {
            return snake(unit.group(1));
        }
        if (WHO.contains(lower)) {
            return "user";
        }
        if (METHODS.contains(lower) && value.startsWith("/")) {
            return "path";
        }
        return lower.isEmpty() || EMPTY_WORDS.contains(lower) || EventName.isPast(word)
                ? byValue(value)
                : withId(snake(word), value);
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
                : value.startsWith("/") ? "path" : "value";
    }

    /** Returns {@code lastName}, {@code IP Address} and {@code user.id} as {@code last_name}, {@code ip_address} and {@code user_id}. */
    static String snake(String words) {
        String snake = words.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^\\p{L}\\p{N}$]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
        return snake.isEmpty() ? "value" : snake;
    }
}
