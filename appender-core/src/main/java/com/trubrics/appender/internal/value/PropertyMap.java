package com.trubrics.appender.internal.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Frozen properties in the order in which they were set. Immutable and safe to share: a {@link Freezer} has copied every
 * value.
 */
public final class PropertyMap extends AbstractMap<String, @Nullable Object> implements FrozenContainer {

    static final PropertyMap EMPTY = new PropertyMap(new PropertyTable(), Content.COMPLETE);

    /** The size of the map itself, without its table. */
    private static final int OBJECT = 32;

    private final PropertyTable table;
    private final int estimatedBytes;
    private final int heapBytes;
    private final int height;

    private enum Content {
        COMPLETE,
        INCOMPLETE
    }

    private PropertyMap(PropertyTable table, Content content) {
        this.table = table;
        int size = table.size();
        int tallest = 0;
        long bytes = Frozen.punctuation(size);
        long heap = OBJECT + table.heapBytes();
        for (int i = 0; i < size; i++) {
            int nameLength = table.key(i).length();
            Object value = table.value(i);
            bytes += nameLength + Frozen.KEY_PUNCTUATION + Frozen.bytes(value);
            heap += Frozen.STRING_OBJECTS + nameLength + Frozen.heapBytes(value);
            if (value instanceof FrozenContainer container) {
                tallest = Math.max(tallest, container.height());
            }
        }
        this.height = tallest + 1;
        this.heapBytes = size == 0 ? 0 : (int) Math.min(heap, Integer.MAX_VALUE); // all empty maps are the same object
        this.estimatedBytes =
                content == Content.INCOMPLETE ? Integer.MAX_VALUE : (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** Returns the map of a frozen table, which is incomplete if its budget was exceeded. */
    static PropertyMap of(PropertyTable frozen, Budget budget) {
        frozen.seal();
        if (budget.exceeded()) {
            return new PropertyMap(frozen, Content.INCOMPLETE);
        }
        return frozen.size() == 0 ? EMPTY : new PropertyMap(frozen, Content.COMPLETE);
    }

    /**
     * Returns a lower bound of the size as JSON, in bytes: the characters of keys and texts, punctuation, and one to four
     * bytes for any other value. Returns {@link Integer#MAX_VALUE} if copying stopped because the budget was exceeded; the
     * content is then incomplete.
     */
    @Override
    public int estimatedBytes() {
        return estimatedBytes;
    }

    /** Returns the size of the map and its content in the heap, in bytes, with one byte for a character. */
    @Override
    public int heapBytes() {
        return heapBytes;
    }

    /** Returns the size of a separate text in the heap, counted as in {@link #heapBytes()}; 0 for null. */
    public static long heapBytesOf(@Nullable String text) {
        return text == null ? 0 : Frozen.STRING_OBJECTS + (long) text.length();
    }

    @Override
    public int height() {
        return height;
    }

    /** Returns the entries, which never change. */
    PropertyTable table() {
        return table;
    }

    @Override
    public int size() {
        return table.size();
    }

    /**
     * Returns the name of the property at a position from 0, so that all properties can be read without allocation. Throws
     * {@link IndexOutOfBoundsException} beyond the last position.
     */
    public String name(int position) {
        return table.key(Objects.checkIndex(position, table.size()));
    }

    /** Returns the value of the property at a position from 0. Throws {@link IndexOutOfBoundsException} beyond the last. */
    public @Nullable Object value(int position) {
        return table.value(Objects.checkIndex(position, table.size()));
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int position = table.find(key);
        return position < 0 ? null : table.value(position);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return table.find(key) >= 0;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, @Nullable Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return table.size();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < table.size();
        }

        @Override
        public Entry<String, @Nullable Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int position = next++;
            return new SimpleImmutableEntry<>(table.key(position), table.value(position));
        }
    }
}
