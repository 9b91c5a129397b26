package com.trubrics.appender.testkit;

/** A framework that runs, and whose configuration can be exchanged in one certain way. Each face has one for each way. */
public interface Reconfigurable extends AutoCloseable {

    /** The framework as always. */
    LoggingSystem logging();

    /** Exchanges the configuration and returns when the new one is in place. */
    void reconfigure(AppenderConfig config);

    /** The same, to a configuration without our appender. */
    void reconfigureWithoutUs();

    /** Starts the framework again after {@link #stop}. */
    void startAgain(AppenderConfig config);

    /** Our appender in the present configuration. */
    Object appender();

    /** Stops this one appender, as a program may. */
    void stopAppender();

    /** Starts the same one again. */
    void startAppender();

    /** How many listeners of ours wait for the end of the framework's context. */
    long listenersForTheEnd();

    /** Has the framework itself let go of the appenders that it has replaced, as it does sooner or later. */
    void forgetTheReplaced();

    /** Stops the framework, which waits for delivery; it may start again. */
    void stop();

    @Override
    default void close() {
        stop();
    }
}
