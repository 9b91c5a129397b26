package com.trubrics.appender.internal.value;

/** A text is not the JSON that was wanted. The message says why and where, and quotes nothing of the text. */
public final class MalformedJsonException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
        super(message, null, false, false); // nobody looks at its stack trace
    }
}
