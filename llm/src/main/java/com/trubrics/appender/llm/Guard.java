package com.trubrics.appender.llm;

/**
 * Protects the application's call from failures in an adapter, such as a method that a different version of its framework
 * lacks. The first failure of a process is logged as a warning.
 */
public final class Guard {

    private Guard() {}

    /** Runs the code and catches everything that it throws. */
    public static void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            LogSystem.failed(e);
        }
    }
}
