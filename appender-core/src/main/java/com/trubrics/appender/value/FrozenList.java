package com.trubrics.appender.value;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** An unmodifiable list of frozen values that knows its size as JSON. */
final class FrozenList extends AbstractList<@Nullable Object> implements RandomAccess {

    private final @Nullable Object[] values;
    private final int estimatedBytes;
    private final int height;

    FrozenList(List<@Nullable Object> frozen) {
        this.values = frozen.toArray();
        int tallest = 0;
        long bytes = Frozen.punctuation(values.length);
        for (Object value : values) {
            bytes += Frozen.bytes(value);
            tallest = Math.max(tallest, Frozen.height(value));
        }
        this.height = tallest + 1;
        this.estimatedBytes = (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    int estimatedBytes() {
        return estimatedBytes;
    }

    int height() {
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
