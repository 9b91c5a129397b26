package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Where this library says what went wrong and what recovered: the framework's status system in an appender, a
 * {@link System.Logger} in a {@link TrubricsClient}, or a sink of your own.
 *
 * <p>Called on the thread that configures, and later on the library's own threads, never on a thread that logs. What it
 * throws is caught and ignored. It should return soon: delivery waits for it.
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
