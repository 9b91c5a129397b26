package com.trubrics.appender.bridge;

import org.jspecify.annotations.Nullable;

/**
 * Where an appender's warning goes that its framework would show to nobody: a warning that nobody sees is none. One line
 * each, in the same words on every framework.
 */
public final class StandardError {

    private StandardError() {}

    /** Prints one warning. Any thread but one that logs. */
    public static void warn(String appender, String message, @Nullable Throwable cause) {
        String text = "WARN Trubrics appender '" + appender + "': " + message;
        System.err.println((cause == null ? text : text + " (" + cause + ")").replaceAll("\\R+", " "));
    }
}
