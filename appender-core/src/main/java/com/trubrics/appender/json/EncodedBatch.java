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
    private int size;

    /** An empty one. */
    public EncodedBatch() {
        reset();
    }

    /** Empties it for the next batch; keeps at most 2 MB of buffer. */
    public void reset() {
        bytes.clear();
        bytes.add('[');
        bytes.add(']');
        size = bytes.length();
        count = 0;
    }

    /** Events in it. */
    public int count() {
        return count;
    }

    /** Bytes of the whole array, brackets included. */
    public int size() {
        return size;
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

    /** Bytes that one more event may have, so that the array comes to no more than {@code maxSize}; any, as the first. */
    int room(int maxSize) {
        return count == 0 ? Integer.MAX_VALUE : maxSize - size() - 1;
    }

    /**
     * Where the next event is to be written. {@link #keep} or {@link #drop} must follow before the array is used; an
     * event that was left half-way is forgotten at the next beginning, or at {@link #reset}.
     */
    Bytes begin() {
        bytes.cut(size - 1);
        if (count > 0) {
            bytes.add(',');
        }
        return bytes;
    }

    /** What has been written since {@link #begin} is an event of the array now. */
    void keep() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        bytes.add(']');
        starts[count] = count == 0 ? size - 1 : size; // in place of the bracket, or behind a comma that is there now
        count++;
        size = bytes.length();
    }

    /** The array is what it was before {@link #begin}. */
    void drop() {
        bytes.cut(size - 1);
        bytes.add(']');
    }
}
