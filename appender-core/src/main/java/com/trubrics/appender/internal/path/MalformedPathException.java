package com.trubrics.appender.internal.path;

/** A text is not a path. The message quotes the text and says what is wrong, fit for a warning to the user. */
public final class MalformedPathException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedPathException(String text, String why) {
        super("'" + text + "' " + why, null, false, false); // nobody looks at its stack trace
    }
}
