package com.trubrics.appender.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** A reusable buffer with a JSON array of events: {@code [e1,e2]}. One thread at a time. */
public final class EncodedBatch {

    /** Twice the default of {@code maxRequestBytes}: what doubling the buffer for a full body can come to. */
    private static final int RETAINED_BYTES = 2 * 1024 * 1024;

    private final Bytes bytes = new Bytes(RETAINED_BYTES);
    private int[] starts = new int[100];
    private int count;

    /** An empty one. */
    public EncodedBatch() {
        reset();
    }

    /** Empties it for the next batch; keeps at most 2 MB of buffer. */
    public void reset() {
        bytes.clear();
        bytes.add('[');
        bytes.add(']');
        count = 0;
    }

    /** Events in it. */
    public int count() {
        return count;
    }

    /** Bytes of the whole array, brackets included. */
    public int size() {
        return bytes.length();
    }

    /** Writes the whole array. */
    public void writeTo(OutputStream out) throws IOException {
        bytes.writeTo(out, 0, size());
    }

    /**
     * Writes one event alone, without brackets.
     *
     * @param index from 0, in the order of appending; others are refused with {@link IndexOutOfBoundsException}
     */
    public void writeEventTo(int index, OutputStream out) throws IOException {
        int start = starts[Objects.checkIndex(index, count)];
        int end = index + 1 < count ? starts[index + 1] : size();
        // Without the comma or the bracket that follows.
        bytes.writeTo(out, start, end - 1);
    }

    /**
     * Takes one encoded event, unless the array would then be larger than allowed. The first one is always taken.
     *
     * @return whether it was taken; if not, nothing has changed
     */
    boolean add(Bytes event, int maxSize) {
        boolean first = count == 0;
        long sizeAfter = (long) size() + event.length() + (first ? 0 : 1);
        if (!first && sizeAfter > maxSize) {
            return false;
        }
        bytes.removeLast();
        if (!first) {
            bytes.add(',');
        }
        rememberStart();
        bytes.add(event);
        bytes.add(']');
        return true;
    }

    private void rememberStart() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = bytes.length();
    }
}
