package com.trubrics.benchmarks;

import java.util.List;

/**
 * What {@link ServiceCalls} printed about several runs: the median, least or most of each figure.
 *
 * @param p50 the time that half of the calls stay below, in microseconds
 * @param p99 the time that 99 % of the calls stay below, in microseconds
 * @param p999 the time that 99.9 % of the calls stay below, in microseconds
 * @param longest the longest call, in microseconds
 * @param cpuMicros processor time of the measured JVM for each event, in microseconds
 * @param requests the requests that the server received
 * @param lost the events that never arrived
 */
record ServiceFigures(double p50, double p99, double p999, double longest, double cpuMicros, long requests, long lost) {

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
        return new ServiceFigures(
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                Math.round(figures[5]),
                Math.round(figures[6]));
    }
}
