package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.match.Globs;
import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One condition of the option {@code when}: {@code path=globs} or {@code path!=globs}. An absent value is the empty text.
 *
 * @param written as in the configuration, without blanks around it; the same text is the same condition
 */
record Condition(String written, RulePath path, Globs globs, Sign sign) {

    private static final String OPTION = "when";
    private static final String QUOTES = "'\"";

    /** Parts of regular expressions, and a second condition without a comma before it. An escape is intentional. */
    private static final Pattern FOREIGN = Pattern.compile(
            "=\\s*(?:\\^|\\.[*+])|[.\\])]\\+|\\(\\?[:=!<]|=.*(?:[;&\\s]|\\s(?:and|or)\\s)\\s*[\\w.\\[\\]-]+\\s*!?=");

    enum Sign {
        EQUAL,
        DIFFERENT
    }

    /** Parses all conditions, with commas in between. */
    static List<Condition> parseAll(String written, @Nullable MessagePattern message) throws MalformedRuleException {
        List<Condition> conditions = new ArrayList<>();
        for (String one : written.split(",", -1)) {
            if (!one.isBlank()) {
                conditions.add(parse(one.strip(), message));
            }
        }
        if (conditions.isEmpty()) {
            throw new MalformedRuleException("'when' is '" + written.strip() + "', which contains no condition");
        }
        return List.copyOf(conditions);
    }

    private static Condition parse(String written, @Nullable MessagePattern message) throws MalformedRuleException {
        int equal = written.indexOf('=');
        if (equal < 0) {
            throw new MalformedRuleException("'when' has '" + written
                    + "', which is neither path=value nor path!=value (write \\x2C for a comma in a value)");
        }
        boolean different = equal > 0 && written.charAt(equal - 1) == '!';
        RulePath path = RulePath.parse(OPTION, written.substring(0, different ? equal - 1 : equal), message);
        Globs globs = globs(written, written.substring(equal + 1).strip());
        if (different && isForeign(written)) {
            throw new MalformedRuleException(
                    "'when' has " + MalformedRuleException.quoted(written)
                            + ", which is one condition and would hold for nearly every line: separate several with commas; only"
                            + " *, ? and | are special in a value (if it contains '=', '^' or '.', write \\x3D, \\x5E or \\x2E)");
        }
        return new Condition(written, path, globs, different ? Sign.DIFFERENT : Sign.EQUAL);
    }

    private static Globs globs(String condition, String value) throws MalformedRuleException {
        requirePlain(condition, value);
        List<String> globs = new ArrayList<>();
        for (String one : value.split("\\|", -1)) {
            requirePlain(condition, one.strip());
            try {
                globs.add(Escapes.resolve(Globs.mark(one.strip()))); // an escaped star is no wildcard
            } catch (MalformedPathException malformed) {
                throw MalformedRuleException.in(OPTION, malformed);
            }
        }
        return Globs.ofMarked(globs);
    }

    /** Refuses values that look like the syntax of another language, because they would be compared literally. */
    private static void requirePlain(String condition, String value) throws MalformedRuleException {
        int last = value.length() - 1;
        String wrong = null;
        if (value.startsWith("=")) {
            wrong = "which has a second '='; write \\x3D for an equals sign in the value";
        } else if (last > 0 && value.charAt(0) == value.charAt(last) && QUOTES.indexOf(value.charAt(0)) >= 0) {
            wrong = "whose value is in quotes, which would count; write \\x27 or \\x22 for a quote in the value";
        } else if (value.indexOf('\n') >= 0) {
            wrong = "which continues after a line end; separate conditions with commas";
        }
        if (wrong != null) {
            throw new MalformedRuleException("'when' has " + MalformedRuleException.quoted(condition) + ", " + wrong);
        }
    }

    /** Returns whether a condition looks like the syntax of another language, which would be compared literally. */
    static boolean isForeign(String written) {
        return FOREIGN.matcher(written).find();
    }

    boolean holds(RuleLine<?> line) {
        String text = line.asText(path.read(line));
        return globs.matchAny(text == null ? "" : text) == (sign == Sign.EQUAL);
    }
}
