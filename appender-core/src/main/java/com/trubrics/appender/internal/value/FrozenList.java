package com.trubrics.appender.internal.value;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An unmodifiable list of frozen values that knows its size as JSON. */
final class FrozenList extends AbstractList<@Nullable Object> implements RandomAccess, FrozenContainer {

    /** The list and its array, without the references. */
    private static final int OBJECTS = 32 + Frozen.ARRAY;

    private final @Nullable Object[] values;
    private final int estimatedBytes;
    private final int heapBytes;
    private final int height;

    FrozenList(List<@Nullable Object> frozen) {
        this.values = frozen.toArray();
        int tallest = 0;
        long bytes = Frozen.punctuation(values.length);
        long heap = OBJECTS + (long) Frozen.REFERENCE * values.length;
        for (Object value : values) {
            bytes += Frozen.bytes(value);
            heap += Frozen.heapBytes(value);
            tallest = Math.max(tallest, Frozen.height(value));
        }
        this.height = tallest + 1;
        this.estimatedBytes = (int) Math.min(bytes, Integer.MAX_VALUE);
        this.heapBytes = (int) Math.min(heap, Integer.MAX_VALUE);
    }

    @Override
    public int estimatedBytes() {
        return estimatedBytes;
    }

    @Override
    public int heapBytes() {
        return heapBytes;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[Objects.checkIndex(index, values.length)];
    }

    @Override
    public int size() {
        return values.length;
    }
}
