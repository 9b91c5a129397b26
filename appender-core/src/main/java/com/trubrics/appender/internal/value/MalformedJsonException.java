package com.trubrics.appender.internal.value;

/** Thrown if a text is not the expected JSON. The message says why and where, and does not quote the text. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message, null, false, false); // its stack trace is never used
    }
}
