package com.trubrics.appender.internal.path;

/** Thrown for a text that is not a path. The message quotes the text and names the mistake, for a warning to the user. */
public final class MalformedPathException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedPathException(String text, String why) {
        super("'" + text + "' " + why, null, false, false); // its stack trace is never shown
    }
}
