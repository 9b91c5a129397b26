package com.trubrics.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Of the figures that a program has printed, one line for each round. */
final class Medians {
    private Medians() {}

    /** The median of each column of the lines that begin with a word. */
    static double[] of(List<String> lines, String word) {
        List<double[]> rounds = lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Arrays.stream(line.substring(word.length() + 1).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return IntStream.range(0, rounds.get(0).length)
                .mapToDouble(column -> middle(rounds, column))
                .toArray();
    }

    private static double middle(List<double[]> rounds, int column) {
        double[] sorted =
                rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
