package com.trubrics.appender;

/** The checks and sums that both kinds of event share. */
final class Texts {
    private Texts() {}

    static String requireText(String text, String name) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, but is " + (text == null ? "null" : "''"));
        }
        return text;
    }

    static int sum(int... sizes) {
        long total = 0;
        for (int size : sizes) {
            total += size;
        }
        return (int) Math.min(total, Integer.MAX_VALUE);
    }
}
