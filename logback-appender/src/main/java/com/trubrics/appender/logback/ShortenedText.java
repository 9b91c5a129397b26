package com.trubrics.appender.logback;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.ScanException;
import ch.qos.logback.core.util.OptionHelper;

/**
 * Finds texts that Logback shortens without a warning when it replaces variables: it drops the rest after {@code :-}, and
 * before 1.6 also after a closing brace without an opening one.
 */
final class ShortenedText {

    /** No text that is written in XML contains it. */
    private static final String END = "\0";

    private ShortenedText() {}

    /** Returns whether Logback drops the end of a text, as it is written in the file. */
    static boolean isShortened(String written) {
        try {
            return !OptionHelper.substVars(written + END, new ContextBase()).endsWith(END);
        } catch (ScanException | RuntimeException reported) {
            return false; // Joran then adds an ERROR status, and passes the whole text on
        }
    }
}
