package com.trubrics.appender.internal.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Frozen properties in the order in which they were set. Immutable and safe to share: a {@link Freezer} has copied every
 * value.
 */
public final class PropertyMap extends AbstractMap<String, @Nullable Object> {

    /** What {@link #builder()} and {@link #copyOf} copy at most: as much as a queue holds by default, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    /** Under which name a whole map goes that cannot be read. */
    private static final String UNREADABLE_PROPERTIES = "properties";

    static final PropertyMap EMPTY = new PropertyMap(new PropertyTable(), new Freezer(0));

    /** The map itself; its table has its own. */
    private static final int OBJECT = 32;

    private final PropertyTable table;
    private final int estimatedBytes;
    private final int heapBytes;
    private final int height;

    private enum Copying {
        AT_ONCE,
        WHEN_BUILT
    }

    private PropertyMap(PropertyTable table, Freezer freezer) {
        this.table = table;
        int tallest = 0;
        long bytes = Frozen.punctuation(table.size());
        long heap = OBJECT + table.heapBytes();
        for (int i = 0; i < table.size(); i++) {
            String key = table.key(i);
            Object value = table.value(i);
            bytes += key.length() + Frozen.KEY_PUNCTUATION + Frozen.bytes(value);
            heap += Frozen.heapBytes(key) + Frozen.heapBytes(value);
            if (Frozen.isContainer(value)) {
                tallest = Math.max(tallest, Frozen.height(value));
            }
        }
        this.height = tallest + 1;
        this.heapBytes = table.size() == 0 ? 0 : (int) Math.min(heap, Integer.MAX_VALUE); // one empty map serves all
        this.estimatedBytes = freezer.exceeded() ? Integer.MAX_VALUE : (int) Math.min(bytes, Integer.MAX_VALUE);
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
        return new Builder(new Freezer(maxBytes), Copying.AT_ONCE);
    }

    /**
     * Starts a map whose values are copied when it is built, so that those that are replaced before are not even read.
     * The caller builds it before the application can change any of them.
     */
    public static Builder builder(Freezer freezer) {
        return new Builder(freezer, Copying.WHEN_BUILT);
    }

    /** The map of a table that is frozen, and incomplete where the freezer's budget is exceeded. */
    static PropertyMap of(PropertyTable frozen, Freezer freezer) {
        frozen.seal();
        return frozen.size() == 0 && !freezer.exceeded() ? EMPTY : new PropertyMap(frozen, freezer);
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
        return heapBytes;
    }

    /** What a text beside the map takes in the heap, counted as in {@link #heapBytes()}; 0 for null. */
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
     * Collects properties: a later one of the same name wins and keeps the first one's place. Once the budget is exceeded
     * nothing more is copied; a value that is replaced later gives back its part. Never throws. Not thread-safe.
     */
    public static final class Builder {
        private final Freezer freezer;
        private final boolean copiesAtOnce;
        private PropertyTable table = EMPTY.table;
        /** Whether the table belongs to a map as well. */
        private boolean shared = true;

        private Builder(Freezer freezer, Copying copying) {
            this.freezer = freezer;
            this.copiesAtOnce = copying == Copying.AT_ONCE;
        }

        /** Sets one property. */
        public Builder put(String name, @Nullable Object value) {
            set(Scalars.name(name), value);
            return this;
        }

        /**
         * Sets every entry of a map. Keys are taken as texts. A map that cannot be read becomes one property
         * {@code properties} that says so.
         */
        public Builder putAll(Map<?, ? extends @Nullable Object> values) {
            PropertyTable entries =
                    values instanceof PropertyMap frozen ? frozen.table : PropertyTable.of(values, freezer);
            if (entries == null) {
                set(UNREADABLE_PROPERTIES, Unreadable.note(values));
            } else if (table.size() == 0 && values instanceof PropertyMap) {
                table = entries;
                shared = true;
            } else {
                for (int i = 0; i < entries.size(); i++) {
                    set(entries.key(i), entries.value(i));
                }
            }
            if (values instanceof PropertyMap frozen && frozen.estimatedBytes == Integer.MAX_VALUE) {
                freezer.exhaust();
            }
            return this;
        }

        private void set(String key, @Nullable Object value) {
            if (shared) {
                table = table.copy();
                shared = false;
            }
            if (copiesAtOnce) {
                table.setFrozen(key, value, freezer);
            } else {
                table.set(key, value);
            }
        }

        /** What has been collected; the builder can go on without changing it. */
        public PropertyMap build() {
            if (!copiesAtOnce && !shared) {
                table.freeze(freezer);
            }
            shared = true;
            return of(table, freezer);
        }
    }
}
