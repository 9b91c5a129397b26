package com.trubrics.appender.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and frozen values in two flat arrays, because an event has a handful of properties and is written once: a hash
 * table would cost more to build than its lookups save. Beyond {@value #SEARCHED_KEYS} keys there is an index, so that no
 * size is quadratic.
 *
 * <p>Filled by one builder. Once it belongs to a map it never changes again: the builder goes on with a copy.
 */
final class PropertyTable {

    /** The table and its two arrays, without the references. */
    private static final int OBJECTS = 32 + 2 * Frozen.ARRAY;

    private static final int SEARCHED_KEYS = 16;
    private static final int USUAL_SIZE = 8;

    private String[] keys;
    private @Nullable Object[] values;
    private int size;

    /** Made when first needed. Two threads that look into one map may both make it, which does no harm. */
    private @Nullable Map<String, Integer> index;

    PropertyTable() {
        this(new String[USUAL_SIZE], new Object[USUAL_SIZE], 0);
    }

    private PropertyTable(String[] keys, @Nullable Object[] values, int size) {
        this.keys = keys;
        this.values = values;
        this.size = size;
    }

    /** The same content, with room for one more. */
    PropertyTable copy() {
        int room = Math.max(USUAL_SIZE, size + 1);
        return new PropertyTable(Arrays.copyOf(keys, room), Arrays.copyOf(values, room), size);
    }

    int size() {
        return size;
    }

    /** What it takes in the heap without its keys and values, in bytes. */
    long heapBytes() {
        return OBJECTS + 2L * Frozen.REFERENCE * keys.length;
    }

    String key(int position) {
        return keys[position];
    }

    @Nullable
    Object value(int position) {
        return values[position];
    }

    /** Where a key is; negative if it is nowhere. */
    int find(@Nullable Object key) {
        if (size > SEARCHED_KEYS) {
            return index().getOrDefault(key, -1);
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private Map<String, Integer> index() {
        Map<String, Integer> made = index;
        if (made == null) {
            made = new HashMap<>(size * 2);
            for (int i = 0; i < size; i++) {
                made.put(keys[i], i);
            }
            index = made;
        }
        return made;
    }

    /** Sets a value: in the place of the same key, or at the end. */
    void set(String key, @Nullable Object frozen) {
        int position = find(key);
        if (position >= 0) {
            values[position] = frozen;
            return;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        values[size] = frozen;
        if (index != null) {
            index.put(key, size);
        }
        size++;
    }

    /** Nothing is set any more: gives up the index, which a map rarely needs again. */
    void seal() {
        index = null;
    }
}
