package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.match.Globs;
import com.trubrics.appender.internal.path.Escapes;
import com.trubrics.appender.internal.path.MalformedPathException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition of the option {@code when}: {@code path=globs} or {@code path!=globs}. An absent value is the empty text.
 *
 * @param written as in the configuration, without blanks around it; the same text is the same condition
 */
record Condition(String written, RulePath path, Globs globs, Sign sign) {

    private static final String OPTION = "when";

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
        return List.copyOf(conditions);
    }

    private static Condition parse(String written, @Nullable MessagePattern message) throws MalformedRuleException {
        int equal = written.indexOf('=');
        if (equal < 0) {
            throw new MalformedRuleException(
                    "'when' has '" + written + "', which is neither path=value nor path!=value");
        }
        boolean different = equal > 0 && written.charAt(equal - 1) == '!';
        RulePath path = RulePath.parse(OPTION, written.substring(0, different ? equal - 1 : equal), message);
        Globs globs = globs(written.substring(equal + 1));
        return new Condition(written, path, globs, different ? Sign.DIFFERENT : Sign.EQUAL);
    }

    private static Globs globs(String written) throws MalformedRuleException {
        List<String> globs = new ArrayList<>();
        for (String one : written.split("\\|", -1)) {
            try {
                globs.add(Escapes.resolve(Globs.mark(one.strip()))); // an escaped star is no wildcard
            } catch (MalformedPathException malformed) {
                throw MalformedRuleException.in(OPTION, malformed);
            }
        }
        return Globs.ofMarked(globs);
    }

    boolean holds(RuleLine<?> line) {
        String text = line.asText(path.read(line));
        return globs.matchAny(text == null ? "" : text) == (sign == Sign.EQUAL);
    }
}
