package com.trubrics.appender.internal.user;

/** What a {@link UserSourceName} names is not there, or is not what it should be. The message is fit for a warning. */
public final class UnusableUserSourceException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableUserSourceException(String message) {
        super(message, null, false, false); // nobody looks at its stack trace
    }
}
