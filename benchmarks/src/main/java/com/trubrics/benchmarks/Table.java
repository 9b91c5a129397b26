package com.trubrics.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table, printed row by row as the figures come in. */
final class Table {
    private static final String NOTHING = "-";

    private final List<String> row = new ArrayList<>();
    private final int columns;

    Table(String title, String... columns) {
        this.columns = columns.length;
        System.out.println("\n### " + title + "\n");
        print(List.of(columns));
        print(List.of(columns).stream().map(column -> "---").toList());
    }

    Table cell(String text) {
        row.add(text);
        return this;
    }

    Table cell(double figure) {
        return cell(shown(figure));
    }

    /** A whole number, with all of its digits. */
    Table count(long number) {
        return cell(String.format(Locale.ROOT, "%,d", number));
    }

    /** From the least to the most. */
    Table range(double least, double most) {
        return cell(shown(least) + " to " + shown(most));
    }

    Table none() {
        return cell(NOTHING);
    }

    /** What is missing at its end is nothing. */
    void endRow() {
        while (row.size() < columns) {
            none();
        }
        print(row);
        row.clear();
    }

    /** Three digits are all that such a measurement has. */
    private static String shown(double figure) {
        if (Double.isNaN(figure)) {
            return NOTHING;
        }
        double size = Math.abs(figure);
        if (size >= 1_000) {
            double digit = Math.pow(10, Math.floor(Math.log10(size)) - 2);
            return String.format(Locale.ROOT, "%,d", Math.round(figure / digit) * (long) digit);
        }
        return String.format(Locale.ROOT, size >= 100 || size < 0.05 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", figure);
    }

    private static void print(List<String> cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
        System.out.flush();
    }
}
