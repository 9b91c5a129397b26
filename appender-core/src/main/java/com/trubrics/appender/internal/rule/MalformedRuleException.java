package com.trubrics.appender.internal.rule;

import com.trubrics.appender.internal.path.MalformedPathException;

/** The texts of a rule cannot be read. The message says why, and completes a sentence that begins with the rule. */
public final class MalformedRuleException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedRuleException(String message) {
        super(message, null, false, false); // nobody looks at its stack trace
    }

    /** A path, or an escape, in one of the rule's options. */
    static MalformedRuleException in(String option, MalformedPathException malformed) {
        return new MalformedRuleException("'" + option + "': " + malformed.getMessage());
    }
}
