package com.trubrics.appender.internal.config;

/**
 * Signals that the text of an option cannot be used. The reason completes a sentence that begins with the text. It
 * never repeats the text, which may be a secret.
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
