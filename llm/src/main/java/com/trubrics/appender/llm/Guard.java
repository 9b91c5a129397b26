package com.trubrics.appender.llm;

/**
 * Keeps whatever goes wrong in an adapter, such as a method that another version of its framework lacks, from the
 * application's call. The first failure of a process is logged as a warning.
 */
public final class Guard {

    private Guard() {}

    /** Runs this and catches everything. */
    public static void run(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            LogSystem.failed(e);
        }
    }
}
