package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Where this library says what went wrong and what recovered: the framework's status system in an appender, a
 * {@link System.Logger} in a {@link TrubricsClient}, or a sink of your own.
 *
 * <p>A sink of a client is called on a thread of the library's own, {@code trubrics-diagnostics}, and so is that of an
 * appender but for what is wrong with its configuration, which it hears on the thread that configures. Neither a thread
 * that logs nor one that delivers ever waits for it, and a sink that never returns only silences itself: at most 16
 * messages wait for it, later ones replace the oldest. Each client or appender calls it with one message at a time. What
 * it throws is caught and ignored.
 */
@FunctionalInterface
public interface Diagnostics {

    /**
     * Takes one message.
     *
     * @param level {@code INFO} or {@code WARNING}, never above
     * @param message one line, without the API key; of events it may quote the name, never other content
     * @param cause the exception behind it, if there was one
     */
    void report(System.Logger.Level level, String message, @Nullable Throwable cause);
}
