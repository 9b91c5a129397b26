package com.trubrics.appender.internal.user;

/** Thrown if the class or method of a {@link UserSourceName} is missing or unusable. The message is part of a warning. */
public final class UnusableUserSourceException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableUserSourceException(String message) {
        super(message, null, false, false); // its stack trace is never used
    }
}
