package com.trubrics.appender.testkit;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link MemoryProgram} found at the end of one stall. It travels as one line of its standard output.
 *
 * @param payload what was logged
 * @param logged log calls that returned
 * @param seen events counted, as the appender says
 * @param dropped events dropped, as the appender says
 * @param pending events that wait or are under way
 * @param atFirst bytes of the heap in use when the program had begun, after a full collection
 * @param before bytes of the heap in use before, after a full collection
 * @param full bytes of the heap in use at the end of the stall, after a full collection
 * @param estimatedBytes of one event as JSON, as the library estimates
 * @param heapBytes of one event in the heap, as the library estimates
 * @param longestCallMicros the longest single log call
 * @param millis how long the threads logged
 */
record MemoryFigures(
        String payload,
        long logged,
        long seen,
        long dropped,
        long pending,
        long atFirst,
        long before,
        long full,
        long estimatedBytes,
        long heapBytes,
        long longestCallMicros,
        long millis) {

    private static final String MARK = "figures ";

    /** One line. */
    String toLine() {
        return MARK + payload + " "
                + Stream.of(
                                logged,
                                seen,
                                dropped,
                                pending,
                                atFirst,
                                before,
                                full,
                                estimatedBytes,
                                heapBytes,
                                longestCallMicros,
                                millis)
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "));
    }

    /** A line that holds the figures of this payload. */
    static Pattern line(Payload payload) {
        return Pattern.compile("^" + MARK + payload.name() + " .*$");
    }

    /** The figures of one line. */
    static MemoryFigures parse(String line) {
        String[] words = line.substring(MARK.length()).split(" ");
        long[] n = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
        return new MemoryFigures(words[0], n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10]);
    }

    /** Bytes that the heap holds because of what waits. */
    long held() {
        return full - before;
    }

    /** Bytes in the heap for each waiting event. */
    long heldPerEvent() {
        return held() / Math.max(1, pending);
    }

    /** As a person reads it. */
    String describe() {
        return String.format(
                "%s for %.1f s: %,d logged, %,d dropped, %,d pending; heap %.1f -> %.1f MB; %,d bytes held for each pending event,"
                        + " estimated as %,d: ratio %.2f; as JSON %,d: ratio %.2f; longest log call %,d us",
                payload,
                millis / 1e3,
                logged,
                dropped,
                pending,
                before / 1e6,
                full / 1e6,
                heldPerEvent(),
                heapBytes,
                (double) heldPerEvent() / heapBytes,
                estimatedBytes,
                (double) heldPerEvent() / estimatedBytes,
                longestCallMicros);
    }
}
