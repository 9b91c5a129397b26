package com.trubrics.appender.config;

/**
 * An option's text that cannot be used. The reason completes a sentence that begins with the text, and never repeats
 * it: the text may be a secret.
 */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadValue(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
