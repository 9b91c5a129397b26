package com.trubrics.sandbox.discover;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes texts so that the options of an event rule mean just them, in every format of a configuration: Logback and Log4j2
 * replace <code>${...}</code>, and Logback cuts texts at {@code :-} and at an unmatched closing brace.
 */
final class Escaped {
    /** What separates or begins something in the option {@code fields} or {@code when}. */
    private static final String OF_PATHS = ".[]'\"(){}=,!:";

    private static final String OF_KEYS = "'\"(){}=,!:";
    private static final String OF_NAMES = "'\"(){}=,:";
    private static final String OF_VALUES = "'\"^+=,|*?{}";
    private static final String OF_TEXTS = "{}";
    private static final String OF_LISTS = ",\"'`*?{};|";

    /** A dot without a name on both sides. */
    private static final Pattern LONE_DOT = Pattern.compile("^\\.|\\.(?=\\.|$)");

    private Escaped() {}

    /**
     * Writes a fixed piece of a message or of an event's name.
     *
     * @param next what follows it, empty for nothing
     */
    static String text(String piece, String next) {
        return written(piece, OF_TEXTS, next);
    }

    /** Writes one step of a path. */
    static String step(String name) {
        return edged(written(name, OF_PATHS, ""));
    }

    /** Writes what follows {@code mdc.} or {@code kv.} */
    static String key(String key) {
        return edged(written(key, OF_KEYS, ""));
    }

    /** Writes the name of a field. */
    static String name(String name) {
        return edged(written(name.strip(), OF_NAMES, ""));
    }

    /** Writes a value of a condition. */
    static String value(String value) {
        return edged(written(value, OF_VALUES, ""));
    }

    /** Writes the name of a logger or a marker. */
    static String listed(String name) {
        String listed = written(name, OF_LISTS, "").replace(" ", "\\s");
        return LONE_DOT.matcher(listed).replaceAll(Matcher.quoteReplacement("\\x2E"));
    }

    private static String written(String text, String special, String next) {
        StringBuilder written = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char after = i + 1 < text.length() ? text.charAt(i + 1) : next.isEmpty() ? ' ' : next.charAt(0);
            if (c == '\\') {
                written.append("\\\\");
            } else if (c == '\n') {
                written.append("\\n");
            } else if (c == '\t') {
                written.append("\\t");
            } else if (special.indexOf(c) >= 0 || isControl(c) || isSubstituted(c, after) || isFormat(c, after)) {
                written.append(String.format("\\x%02X", (int) c));
            } else {
                written.append(c);
            }
        }
        return written.toString();
    }

    /** The appender warns about these, because a rule has names instead. */
    private static boolean isFormat(char c, char after) {
        return c == '%' && (after == 's' || after == 'd');
    }

    private static boolean isControl(char c) {
        return c < ' ' || (c >= 0x7F && c < 0xA0);
    }

    /** The beginning of a placeholder of a configuration, or of its default. */
    private static boolean isSubstituted(char c, char after) {
        return (c == '$' && (after == '{' || after == '$')) || (c == ':' && after == '-');
    }

    /** Blanks at the ends would be trimmed. */
    static String edged(String written) {
        if (written.isBlank()) {
            return written.replace(" ", "\\s");
        }
        String edged = written;
        if (edged.startsWith(" ")) {
            edged = "\\s" + edged.substring(1);
        }
        return edged.endsWith(" ") ? edged.substring(0, edged.length() - 1) + "\\s" : edged;
    }

    /** Returns whether a character cannot be written in XML, nor as an escape. */
    static boolean isUnwritable(int codePoint) {
        return (codePoint >= 0xD800 && codePoint <= 0xDFFF) || (codePoint & 0xFFFE) == 0xFFFE;
    }
}
