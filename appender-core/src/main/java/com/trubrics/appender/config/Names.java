package com.trubrics.appender.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Comma-separated lists: each entry trimmed, blank ones dropped, at least one left. */
final class Names {
    /** What no logger's name holds, and what people write who expect globs or another separator. */
    private static final Pattern NOT_IN_LOGGER = Pattern.compile("[\\s*?;]|^\\.|\\.\\.|\\.$");

    /**
     * What no MDC key holds and regular expressions do. No key begins with a dot, but {@code .*secret.*} does. A dollar
     * sign may stand first, as in {@code $thread_id}, which Trubrics reserves. Taken literally such an exclusion would
     * match nothing, and what it should have kept would leave.
     */
    private static final Pattern NOT_IN_GLOB = Pattern.compile("[\\s\\[\\](){}^|\\\\+;]|^[.!]|.\\$");

    private Names() {}

    /** The names under which a field is read. */
    static List<String> fields(String text) throws BadValue {
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

    /** Names of loggers, each of which covers what is below it. */
    static List<String> loggers(String text) throws BadValue {
        return checked(
                text,
                NOT_IN_LOGGER,
                "must be logger names separated by commas, without '*' (com.acme covers everything below it)");
    }

    /** Patterns for MDC keys. */
    static List<String> globs(String text) throws BadValue {
        return checked(
                text,
                NOT_IN_GLOB,
                "must be MDC keys separated by commas, with '*' and '?' as the only special characters");
    }

    private static List<String> checked(String text, Pattern forbidden, String rule) throws BadValue {
        List<String> names = fields(text);
        if (names.stream().anyMatch(name -> forbidden.matcher(name).find())) {
            throw new BadValue(rule);
        }
        return names;
    }
}
