package com.trubrics.appender.internal.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A growing array of bytes. One thread at a time. */
final class Bytes {

    private static final int INITIAL_BYTES = 8 * 1024;
    /** Virtual machines refuse arrays whose length is within a few bytes of the largest integer. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    /** Okio and others copy all their input before they send the first byte, so they get pieces of this size. */
    private static final int PIECE = 8 * 1024;

    private final int retained;
    private byte[] array = new byte[INITIAL_BYTES];
    private int length;

    /** @param retained {@link #clear} discards a larger array, so that a very large event does not stay in memory */
    Bytes(int retained) {
        this.retained = retained;
    }

    void clear() {
        if (array.length > retained) {
            array = new byte[INITIAL_BYTES];
        }
        length = 0;
    }

    int length() {
        return length;
    }

    void add(char ascii) {
        makeRoom(1);
        array[length++] = (byte) ascii;
    }

    void add(byte[] source, int offset, int count) {
        makeRoom(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    /** Discards everything after this many bytes. */
    void cut(int newLength) {
        length = newLength;
    }

    void writeTo(OutputStream out, int from, int to) throws IOException {
        for (int start = from; start < to; start += PIECE) {
            out.write(array, start, Math.min(PIECE, to - start));
        }
    }

    private void makeRoom(int count) {
        long needed = (long) length + count;
        if (needed > array.length) {
            long doubled = Math.min(2L * array.length, LARGEST_ARRAY);
            array = Arrays.copyOf(array, Math.toIntExact(Math.max(needed, doubled)));
        }
    }
}
