package com.trubrics.benchmarks;

/** A framework that is configured with one candidate. */
interface Session extends AutoCloseable {
    /** Puts what the workload needs into the MDC of the calling thread. */
    void enter(Workload workload);

    /** Logs once. Any thread that has entered. */
    void log(Workload workload);

    @Override
    void close();
}
