package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Receives this library's reports of problems and recoveries. The default sink is the framework's status system in an
 * appender, and a {@link System.Logger} in a {@link TrubricsClient}.
 *
 * <p>The library calls a sink on its own thread, {@code trubrics-diagnostics}. The only exceptions are an appender's
 * messages about its configuration, which arrive on the configuring thread. Threads that log or deliver never wait for a
 * sink. A sink that never returns only silences itself: at most 16 messages wait for it, and later ones replace the
 * oldest. Each client or appender calls its sink with one message at a time. Exceptions from a sink are caught and
 * ignored.
 */
@FunctionalInterface
public interface Diagnostics {

    /**
     * Receives one message.
     *
     * @param level {@code INFO} or {@code WARNING}, never above
     * @param message one line, without the API key; it may quote the name of an event, but no other content
     * @param cause the exception that caused the problem, or null
     */
    void report(System.Logger.Level level, String message, @Nullable Throwable cause);
}
