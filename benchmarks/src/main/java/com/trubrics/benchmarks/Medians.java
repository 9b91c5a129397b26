package com.trubrics.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Of the figures that a program has printed, one line for each round; their extremes as well. */
final class Medians {
    private Medians() {}

    /** The median of each column of the lines that begin with a word. */
    static double[] of(List<String> lines, String word) {
        return each(lines, word, sorted -> sorted[sorted.length / 2]);
    }

    /** The least of each column. */
    static double[] least(List<String> lines, String word) {
        return each(lines, word, sorted -> sorted[0]);
    }

    /** The most of each column. */
    static double[] most(List<String> lines, String word) {
        return each(lines, word, sorted -> sorted[sorted.length - 1]);
    }

    private static double[] each(List<String> lines, String word, ToDoubleFunction<double[]> choice) {
        List<double[]> rounds = lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Arrays.stream(line.substring(word.length() + 1).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return IntStream.range(0, rounds.get(0).length)
                .mapToDouble(column -> choice.applyAsDouble(sorted(rounds, column)))
                .toArray();
    }

    private static double[] sorted(List<double[]> rounds, int column) {
        return rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
    }
}
