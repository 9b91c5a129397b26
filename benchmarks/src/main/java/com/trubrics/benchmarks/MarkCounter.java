package com.trubrics.benchmarks;

/** Counts the events in a stream of bytes by their {@linkplain Workload#MARK marks}. Not thread-safe. */
final class MarkCounter {
    private int skipped;
    private int marksInARow;

    /**
     * Returns how many events have their marks in these bytes, which follow those counted before. Only every
     * {@value Workload#MARKS}rd byte is read: that is one byte of the marks of each event, and never two.
     */
    long count(byte[] bytes, int from, int to) {
        long events = 0;
        int next = from + skipped;
        for (; next < to; next += Workload.MARKS) {
            events += bytes[next] == Workload.MARK ? 1 : 0;
        }
        skipped = next - to;
        return events;
    }

    /** Counts where a byte of a binary number may look like a mark: only a complete set of marks is an event. */
    long countWholeSets(byte[] bytes, int from, int to) {
        long events = 0;
        for (int i = from; i < to; i++) {
            marksInARow = bytes[i] == Workload.MARK ? marksInARow + 1 : 0;
            if (marksInARow == Workload.MARKS) {
                events++;
                marksInARow = 0;
            }
        }
        return events;
    }
}
