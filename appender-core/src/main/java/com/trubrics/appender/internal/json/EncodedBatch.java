package com.trubrics.appender.internal.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** A reusable buffer with a JSON array of events: {@code [e1,e2]}. One thread at a time. */
public final class EncodedBatch {

    /** Twice the default of {@code maxRequestBytes}, because doubling the buffer for a full body can reach that. */
    private static final int RETAINED_BYTES = 2 * 1024 * 1024;

    private final Bytes bytes = new Bytes(RETAINED_BYTES);
    private int[] starts = new int[100];
    private int count;
    private int size;

    /** Creates an empty batch. */
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

    /** Returns the number of events. */
    public int count() {
        return count;
    }

    /** Returns the size of the whole array in bytes, including the brackets. */
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

    /** Returns the maximum size of one more event within {@code maxSize}; the first event may have any size. */
    int room(int maxSize) {
        return count == 0 ? Integer.MAX_VALUE : maxSize - size() - 1;
    }

    /**
     * Returns where to write the next event. {@link #keep} or {@link #drop} must follow before the array is used. The
     * next call, or {@link #reset}, discards an unfinished event.
     */
    Bytes begin() {
        bytes.cut(size - 1);
        if (count > 0) {
            bytes.add(',');
        }
        return bytes;
    }

    /** Adds what has been written since {@link #begin} to the array as an event. */
    void keep() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        bytes.add(']');
        starts[count] = count == 0 ? size - 1 : size; // replaces the bracket, or follows the comma that has replaced it
        count++;
        size = bytes.length();
    }

    /** Restores the array to its state before {@link #begin}. */
    void drop() {
        bytes.cut(size - 1);
        bytes.add(']');
    }
}
