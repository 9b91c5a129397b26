package com.trubrics.appender.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Frozen properties in the order in which they were set. Immutable and safe to share: every value was copied by a
 * {@link Freezer} when it was put.
 */
public final class PropertyMap extends AbstractMap<String, @Nullable Object> {

    /** What {@link #builder()} and {@link #copyOf} copy at most: as much as a queue holds by default, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    /** Under which name a whole map goes that cannot be read. */
    private static final String UNREADABLE_PROPERTIES = "properties";

    private static final PropertyMap EMPTY = new PropertyMap(new PropertyTable(), Copied.WHOLLY);

    /** The map itself; its table has its own. */
    private static final int OBJECT = 32;

    private final PropertyTable table;
    private final int estimatedBytes;
    private final int height;

    private enum Copied {
        WHOLLY,
        IN_PART
    }

    private PropertyMap(PropertyTable table, Copied copied) {
        this.table = table;
        int tallest = 0;
        long bytes = Frozen.punctuation(table.size());
        for (int i = 0; i < table.size(); i++) {
            Object value = table.value(i);
            bytes += table.key(i).length() + Frozen.KEY_PUNCTUATION + Frozen.bytes(value);
            tallest = Math.max(tallest, Frozen.height(value));
        }
        this.height = tallest + 1;
        this.estimatedBytes = copied == Copied.WHOLLY ? (int) Math.min(bytes, Integer.MAX_VALUE) : Integer.MAX_VALUE;
    }

    /** The same map if it is one of ours, otherwise a frozen copy of at most {@link #DEFAULT_MAX_BYTES}. Never throws. */
    public static PropertyMap copyOf(Map<?, ? extends @Nullable Object> values) {
        return values instanceof PropertyMap frozen
                ? frozen
                : builder().putAll(values).build();
    }

    /** Starts a map that copies at most {@link #DEFAULT_MAX_BYTES}. */
    public static Builder builder() {
        return builder(DEFAULT_MAX_BYTES);
    }

    /** Starts a map that copies at most {@code maxBytes}, counted as in {@link #estimatedBytes()}. */
    public static Builder builder(int maxBytes) {
        return builder(new Freezer(maxBytes));
    }

    /** Starts a map whose values share a budget with whatever else the freezer copies. */
    public static Builder builder(Freezer freezer) {
        return new Builder(freezer);
    }

    /** The same properties with one more, which replaces one of the same name in its place. */
    public PropertyMap with(String name, @Nullable Object value) {
        return builder().putAll(this).put(name, value).build();
    }

    /**
     * A lower bound of the size as JSON, in bytes: the characters of keys and texts, punctuation, and one to four bytes
     * for any other value. {@link Integer#MAX_VALUE} if copying was given up because the budget was exceeded; the
     * content is then incomplete.
     */
    public int estimatedBytes() {
        return estimatedBytes;
    }

    /** What the map and all in it take in the heap, in bytes; one byte for a character. */
    public int heapBytes() {
        if (table.size() == 0) {
            return 0; // one empty map serves all
        }
        long bytes = OBJECT + table.heapBytes();
        for (int i = 0; i < table.size(); i++) {
            bytes += Frozen.heapBytes(table.key(i)) + Frozen.heapBytes(table.value(i));
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** What a text beside the map takes in the heap, counted as in {@link #heapBytes()}; none takes nothing. */
    public static long heapBytesOf(@Nullable String text) {
        return Frozen.heapBytes(text);
    }

    /** Containers inside one another, this one included. */
    int height() {
        return height;
    }

    @Override
    public int size() {
        return table.size();
    }

    /**
     * The name of the property at a position from 0: so all can be read without an object for each. Throws
     * {@link IndexOutOfBoundsException} beyond the last.
     */
    public String name(int position) {
        return table.key(Objects.checkIndex(position, table.size()));
    }

    /** The value of the property at a position from 0. Throws {@link IndexOutOfBoundsException} beyond the last. */
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

    /** Visits every property in order, without an iterator or entries. */
    @Override
    public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
        for (int i = 0; i < table.size(); i++) {
            action.accept(table.key(i), table.value(i));
        }
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

    /**
     * Collects properties: a later one of the same name wins and keeps the first one's place. Values are copied when
     * they are put; once the budget is exceeded nothing more is copied. A value that is replaced later has used its
     * part of the budget as well. Never throws. Not thread-safe.
     */
    public static final class Builder {
        private final Freezer freezer;
        private PropertyTable table = EMPTY.table;
        /** Whether the table belongs to a map as well. */
        private boolean shared = true;

        private Builder(Freezer freezer) {
            this.freezer = freezer;
        }

        /** Freezes and sets one property. */
        public Builder put(String name, @Nullable Object value) {
            String key = Freezer.key(name);
            freezer.charge(key.length() + Frozen.KEY_PUNCTUATION);
            putFrozen(key, freezer.freeze(value));
            return this;
        }

        /**
         * Freezes and sets every entry of a map. Keys are taken as texts. A map that cannot be read becomes one property
         * {@code properties} that says so.
         */
        public Builder putAll(Map<?, ? extends @Nullable Object> values) {
            Object frozen = freezer.freezeProperties(values);
            if (!(frozen instanceof PropertyMap map)) {
                putFrozen(UNREADABLE_PROPERTIES, frozen);
            } else if (table.size() == 0) {
                table = map.table;
                shared = true;
            } else {
                map.forEach(this::putFrozen);
            }
            return this;
        }

        private void putFrozen(String key, @Nullable Object frozen) {
            if (freezer.exceeded()) {
                return;
            }
            if (shared) {
                table = table.copy();
                shared = false;
            }
            table.set(key, frozen);
        }

        /** What has been collected; the builder can go on without changing it. */
        public PropertyMap build() {
            shared = true;
            table.seal();
            if (freezer.exceeded()) {
                return new PropertyMap(table, Copied.IN_PART);
            }
            return table.size() == 0 ? EMPTY : new PropertyMap(table, Copied.WHOLLY);
        }
    }
}
