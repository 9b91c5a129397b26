package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.MalformedPathException;

/** The texts of a rule cannot be read. The message says why, and completes a sentence that begins with the rule. */
public final class MalformedRuleException extends Exception {

    private static final long serialVersionUID = 1;

    private static final int EXCERPT = 60;

    MalformedRuleException(String message) {
        super(message, null, false, false); // nobody looks at its stack trace
    }

    /** A path, or an escape, in one of the rule's options. */
    static MalformedRuleException in(String option, MalformedPathException malformed) {
        return new MalformedRuleException("'" + option + "': " + malformed.getMessage());
    }

    /** A brace opens a name or a path, and nothing closes it. */
    static MalformedRuleException unclosed(String option, String fromBrace) {
        return new MalformedRuleException("'" + option + "' has a '{' without a '}' at " + quoted(fromBrace)
                + ": write \\x7B for a literal brace");
    }

    /** Quotes the beginning of a text, so that the reason after a long text remains visible. */
    static String quoted(String written) {
        return "'" + (written.length() <= EXCERPT ? written : written.substring(0, EXCERPT) + "...") + "'";
    }
}
