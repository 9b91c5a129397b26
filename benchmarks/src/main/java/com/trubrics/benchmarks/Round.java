package com.trubrics.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a {@link Delivery} printed about one round, or the medians of several.
 *
 * @param rate events a second
 * @param cpuMicros of the application, all threads, for each event that arrived
 * @param lost events that never arrived, in percent
 * @param peakMegabytes of the heap
 * @param perRequest events
 */
record Round(double rate, double cpuMicros, double lost, double peakMegabytes, double perRequest) {
    private static final String MARK = "round ";

    static Round median(List<String> lines) {
        List<double[]> rounds = lines.stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> Arrays.stream(line.substring(MARK.length()).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return new Round(
                middle(rounds, round -> round[0]),
                middle(rounds, round -> round[1]),
                middle(rounds, round -> round[2]),
                middle(rounds, round -> round[3]),
                middle(rounds, round -> round[4]));
    }

    private static double middle(List<double[]> rounds, ToDoubleFunction<double[]> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
