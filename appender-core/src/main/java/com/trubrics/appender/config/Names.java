package com.trubrics.appender.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Comma-separated lists: each entry trimmed, blank ones dropped, at least one left. */
final class Names {
    /**
     * What the name of a logger holds; {@code org.apache.[Catalina].[/]} and {@code Outer$Inner} are such names. Taken
     * literally, anything else (quotes, globs, another separator) would match no logger at all.
     */
    private static final Pattern LOGGER = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.$/:#@+\\[\\]-]+");

    private static final Pattern INCOMPLETE_LOGGER = Pattern.compile("^\\.|\\.\\.|\\.$");

    /**
     * What a glob for MDC keys holds. Taken literally, an exclusion with anything else (quotes, the {@code %} of SQL, a
     * regular expression, another separator) would match no key, and what it should have kept would leave.
     */
    private static final Pattern GLOB = Pattern.compile("[$/]?[\\p{L}\\p{M}\\p{N}_.:@#/*?-]+|\\$");

    /** No key begins with a dot, but {@code .*secret.*} does; {@code /secret/} is a regular expression, too. */
    private static final Pattern REGULAR_EXPRESSION = Pattern.compile("^\\.|^/.*/$");

    private static final Pattern QUOTED = Pattern.compile("[\"'`\u2018-\u201f\u00ab\u00bb]");

    private Names() {}

    /** The names under which a field is read. */
    static List<String> fields(String text) throws BadValue {
        List<String> names = entries(text);
        if (QUOTED.matcher(text).find()) {
            throw new BadValue("must be names separated by commas, without quotes");
        }
        return names;
    }

    /** Names of loggers, each of which covers what is below it. */
    static List<String> loggers(String text) throws BadValue {
        List<String> names = entries(text);
        if (!names.stream().allMatch(name -> LOGGER.matcher(name).matches())
                || names.stream()
                        .anyMatch(name -> INCOMPLETE_LOGGER.matcher(name).find())) {
            throw new BadValue("must be logger names separated by commas, without '*', quotes or other special"
                    + " characters (com.acme covers everything below it)");
        }
        return names;
    }

    /** Patterns for MDC keys. */
    static List<String> globs(String text) throws BadValue {
        List<String> globs = entries(text);
        if (!globs.stream().allMatch(glob -> GLOB.matcher(glob).matches())
                || globs.stream()
                        .anyMatch(glob -> REGULAR_EXPRESSION.matcher(glob).find())) {
            throw new BadValue("must be MDC keys separated by commas, without quotes, and with '*' and '?' as the only"
                    + " special characters");
        }
        return globs;
    }

    /** A prefix, which is no list. */
    static String prefix(String text) throws BadValue {
        if (text.contains(",") || QUOTED.matcher(text).find()) {
            throw new BadValue("must be a single prefix, not a list, and without quotes");
        }
        return text;
    }

    private static List<String> entries(String text) throws BadValue {
        List<String> names = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new BadValue("holds no name");
        }
        return names;
    }
}
