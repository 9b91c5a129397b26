package com.trubrics.appender.internal.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Alternating keys and values in one flat array. An event has few properties and is written once, so building a hash table
 * would cost more than its lookups save. Beyond {@value #SEARCHED_KEYS} keys there is an index, so that no operation takes
 * quadratic time.
 *
 * <p>Filled by one builder, and frozen before it belongs to a map. After that it never changes, and the builder continues
 * with a copy.
 */
final class PropertyTable {

    /** The table and its array, without the references. */
    private static final int OBJECTS = 24 + Frozen.ARRAY;

    private static final int SEARCHED_KEYS = 16;
    private static final int USUAL_SIZE = 4;

    private @Nullable Object[] cells;
    private int size;

    /** Created when first needed. Two threads may both create it; each sees a complete one. */
    private volatile @Nullable Map<String, Integer> index;

    PropertyTable() {
        this.cells = new Object[2 * USUAL_SIZE];
    }

    private PropertyTable(@Nullable Object[] cells, int size) {
        this.cells = cells;
        this.size = size;
    }

    /** Returns a copy with capacity for one more entry. */
    PropertyTable copy() {
        return new PropertyTable(Arrays.copyOf(cells, 2 * Math.max(USUAL_SIZE, size + 1)), size);
    }

    int size() {
        return size;
    }

    /** Returns its size in the heap without its keys and values, in bytes. */
    long heapBytes() {
        return OBJECTS + (long) Frozen.REFERENCE * cells.length;
    }

    @SuppressWarnings("NullAway") // every cell before the size has a key
    String key(int position) {
        return (String) cells[2 * position];
    }

    @Nullable
    Object value(int position) {
        return cells[2 * position + 1];
    }

    /** Returns the position of a key; negative if there is none. */
    int find(@Nullable Object key) {
        if (size > SEARCHED_KEYS) {
            return index().getOrDefault(key, -1);
        }
        for (int i = 0; i < size; i++) {
            if (key(i).equals(key)) {
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
                made.put(key(i), i);
            }
            index = made;
        }
        return made;
    }

    /** Sets a value at the position of the same key, or at the end. Returns the previous value, or null. */
    @Nullable
    Object set(String key, @Nullable Object value) {
        int position = find(key);
        if (position >= 0) {
            Object replaced = cells[2 * position + 1];
            cells[2 * position + 1] = value;
            return replaced;
        }
        if (2 * size == cells.length) {
            cells = Arrays.copyOf(cells, 4 * size);
        }
        cells[2 * size] = key;
        cells[2 * size + 1] = value;
        Map<String, Integer> known = index;
        if (known != null) {
            known.put(key, size);
        }
        size++;
        return null;
    }

    /** Replaces the entry at a position. */
    void replace(int position, String key, @Nullable Object value) {
        cells[2 * position] = key;
        cells[2 * position + 1] = value;
    }

    /** Returns whether any key is among these names. */
    boolean containsAny(Predicate<? super String> names) {
        for (int i = 0; i < size; i++) {
            if (names.test(key(i))) {
                return true;
            }
        }
        return false;
    }

    /** Removes the entries whose keys are among these names. */
    void removeIf(Predicate<? super String> names) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!names.test(key(i))) {
                replace(kept++, key(i), value(i));
            }
        }
        truncate(kept);
    }

    /** Removes all but the first entries. */
    void truncate(int kept) {
        Arrays.fill(cells, 2 * kept, 2 * size, null);
        size = kept;
        index = null;
    }

    /** Called when nothing more is set. Drops the index, which a map rarely needs again. */
    void seal() {
        if (index != null) { // the table that all empty maps share must not be written to
            index = null;
        }
    }
}
