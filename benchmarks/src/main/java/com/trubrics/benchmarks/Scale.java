package com.trubrics.benchmarks;

import java.util.Locale;

/**
 * How much is measured.
 *
 * @param forks JVMs for each figure of a burst
 * @param burstWarmUp seconds of logging before the bursts
 * @param bursts measured bursts of each fork
 * @param cold JVMs for each figure that needs no warm-up
 * @param warmUp seconds before a delivery, or a saturating caller, is measured
 * @param rounds measured rounds of each delivery, and seconds of each saturating caller
 * @param idle seconds of rest
 */
record Scale(int forks, int burstWarmUp, int bursts, int cold, int warmUp, int rounds, int idle) {
    private static final Scale FULL = new Scale(2, 10, 300, 5, 15, 5, 20);
    private static final Scale QUICK = new Scale(1, 1, 20, 1, 2, 1, 3);

    static Scale of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "full" -> FULL;
            case "quick" -> QUICK;
            default -> throw new IllegalArgumentException("neither full nor quick: " + name);
        };
    }
}
