package com.trubrics.benchmarks;

import java.util.List;

/**
 * What {@link ServiceCalls} printed about several runs: medians, or extremes.
 *
 * @param p50 of a call, in microseconds, as are the next three
 * @param p99 a hundredth of the calls takes longer
 * @param p999 a thousandth of the calls takes longer
 * @param longest of all calls
 * @param cpuMicros of the application, all threads, for each event
 * @param requests that the server received
 * @param lost events that never arrived
 */
record ServiceFigures(
        double p50, double p99, double p999, double longest, double cpuMicros, double requests, double lost) {

    private static final String WORD = "service";

    static ServiceFigures median(List<String> lines) {
        return of(Medians.of(lines, WORD));
    }

    static ServiceFigures least(List<String> lines) {
        return of(Medians.least(lines, WORD));
    }

    static ServiceFigures most(List<String> lines) {
        return of(Medians.most(lines, WORD));
    }

    private static ServiceFigures of(double[] figures) {
        return new ServiceFigures(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6]);
    }
}
