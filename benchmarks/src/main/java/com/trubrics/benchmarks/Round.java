package com.trubrics.benchmarks;

import java.util.List;

/**
 * What a {@link Delivery} printed about one round, or the medians of several.
 *
 * @param rate events a second
 * @param cpuMicros of the application, all threads, for each event that arrived
 * @param lost events that never arrived, in percent
 * @param heldMegabytes of the heap after a collection, at the most
 * @param perRequest events
 */
record Round(double rate, double cpuMicros, double lost, double heldMegabytes, double perRequest) {

    static Round median(List<String> lines) {
        double[] medians = Medians.of(lines, "round");
        return new Round(medians[0], medians[1], medians[2], medians[3], medians[4]);
    }
}
