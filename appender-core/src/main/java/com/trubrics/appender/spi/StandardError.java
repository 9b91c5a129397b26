package com.trubrics.appender.spi;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Prints messages of an appender that its framework would not show, because a warning that nobody sees is useless. Each
 * message is one line, with the same words on every framework.
 *
 * <p>One thread prints for the whole process, because standard error may be a blocked pipe.
 */
public final class StandardError {

    private static final AsyncDiagnostics PRINTER =
            AsyncDiagnostics.of((level, line, cause) -> System.err.println(line));

    /** Far more than a terminal needs. The program, and with it the printing thread, may end right after a warning. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private StandardError() {}

    /**
     * Prints one message, and waits for at most a second. Does not wait if an earlier wait has timed out and
     * standard error is still blocked. Only for threads that neither log nor deliver.
     */
    public static void print(System.Logger.Level level, String appender, String message, @Nullable Throwable cause) {
        PRINTER.report(level, line(level, appender, message, cause), null);
        PRINTER.await(PATIENCE);
    }

    /** Returns a sink for many messages of one appender, without waiting for them. */
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
