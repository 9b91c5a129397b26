package com.trubrics.appender.internal.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Parses comma-separated lists. Entries are trimmed, blank entries are ignored, and at least one must remain. */
final class NameLists {
    /**
     * The characters of a logger's name, such as {@code org.apache.[Catalina].[/]} or {@code Outer$Inner}. A name with
     * any other character (quotes, globs, another separator) would match no logger at all.
     */
    private static final Pattern LOGGER = Pattern.compile("[\\p{L}\\p{M}\\p{N}_.$/:#@+\\[\\]-]+");

    private static final Pattern INCOMPLETE_LOGGER = Pattern.compile("^\\.|\\.\\.|\\.$");

    /**
     * The characters of a glob for MDC keys. An exclusion with any other character (quotes, the {@code %} of SQL, a
     * regular expression, another separator) would match no key, and the data that it should exclude would be sent.
     */
    private static final Pattern GLOB = Pattern.compile("[$/]?[\\p{L}\\p{M}\\p{N}_.:@#/*?-]+|\\$");

    /**
     * What no key looks like: the regular expressions {@code .*secret.*} and {@code /secret/}, the exclusion
     * {@code -secret}, the placeholder of a build, {@code @secret.keys@}, and the word {@code all}.
     */
    private static final Pattern NO_KEY = Pattern.compile("^[.-]|^/.*/$|^@.*@$|^all$", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile("[\"'`\u2018-\u201f\u00ab\u00bb]");

    private NameLists() {}

    /** Parses the names under which a field is read. */
    static List<String> fields(String text) throws BadValue {
        List<String> names = entries(text);
        if (QUOTED.matcher(text).find()) {
            throw new BadValue("must be names separated by commas, without quotes");
        }
        return names;
    }

    /** Parses names of loggers. Each includes the loggers below it. */
    static List<String> loggers(String text) throws BadValue {
        List<String> names = entries(text);
        if (!names.stream().allMatch(name -> LOGGER.matcher(name).matches())
                || names.stream()
                        .anyMatch(name -> INCOMPLETE_LOGGER.matcher(name).find())) {
            throw new BadValue("must be logger names separated by commas, without '*', quotes or other special"
                    + " characters (com.acme includes all loggers below it)");
        }
        return names;
    }

    /** Parses patterns for MDC keys. */
    static List<String> globs(String text) throws BadValue {
        return globs("MDC keys", text);
    }

    /** Parses patterns for properties. */
    static List<String> propertyGlobs(String text) throws BadValue {
        return globs("names of properties", text);
    }

    private static List<String> globs(String what, String text) throws BadValue {
        List<String> globs = entries(text);
        if (!globs.stream().allMatch(glob -> GLOB.matcher(glob).matches())
                || globs.stream().anyMatch(glob -> NO_KEY.matcher(glob).find())) {
            throw new BadValue("must be " + what + " separated by commas, without quotes, and with '*' and '?' as the"
                    + " only special characters ('*' means all)");
        }
        return globs;
    }

    /** Parses a prefix, which must not be a list. */
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
            throw new BadValue("contains no name");
        }
        return names;
    }
}
