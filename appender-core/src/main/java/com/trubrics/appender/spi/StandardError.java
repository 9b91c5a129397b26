package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where an appender's message goes that its framework would show to nobody: a warning that nobody sees is none. One line
 * each, in the same words on every framework.
 *
 * <p>One thread prints for the whole process, because standard error may be a pipe that nobody reads.
 */
public final class StandardError {

    private static final AsyncDiagnostics PRINTER =
            AsyncDiagnostics.of((level, line, cause) -> System.err.println(line));

    /** Far more than a terminal needs. A program may end right after a warning, and with it the thread that prints. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private StandardError() {}

    /**
     * Prints one message, and waits for that a quarter of a second at most; not at all while a standard error that
     * somebody has waited for in vain stays blocked. Only for threads that neither log nor deliver.
     */
    public static void print(System.Logger.Level level, String appender, String message, @Nullable Throwable cause) {
        PRINTER.report(level, line(level, appender, message, cause), null);
        PRINTER.await(PATIENCE);
    }

    /** Returns a sink for many messages of one appender, which nobody waits for. */
    static Diagnostics of(String appender, int mostWaiting) {
        return AsyncDiagnostics.of(
                (level, message, cause) -> System.err.println(line(level, appender, message, cause)), mostWaiting);
    }

    private static String line(System.Logger.Level level, String appender, String message, @Nullable Throwable cause) {
        String severity = level.getSeverity() < System.Logger.Level.WARNING.getSeverity() ? "INFO" : "WARN";
        String text = severity + " Trubrics appender '" + appender + "': " + message;
        return (cause == null ? text : text + " (" + cause + ")").replaceAll("\\R+", " ");
    }
}
