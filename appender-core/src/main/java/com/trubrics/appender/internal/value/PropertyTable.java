package com.trubrics.appender.internal.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in turn in one flat array, because an event has a handful of properties and is written once: a
 * hash table would cost more to build than its lookups save. Beyond {@value #SEARCHED_KEYS} keys there is an index, so
 * that no size is quadratic.
 *
 * <p>Filled by one builder, and frozen before it belongs to a map. Once it belongs to a map it never changes again: the
 * builder goes on with a copy.
 */
final class PropertyTable {

    /** The table and its array, without the references. */
    private static final int OBJECTS = 24 + Frozen.ARRAY;

    private static final int SEARCHED_KEYS = 16;
    private static final int USUAL_SIZE = 4;

    private @Nullable Object[] cells;
    private int size;

    /** Made when first needed. Two threads that look into one map may both make it: each sees a whole one. */
    private volatile @Nullable Map<String, Integer> index;

    PropertyTable() {
        this(new Object[2 * USUAL_SIZE], 0);
    }

    private PropertyTable(@Nullable Object[] cells, int size) {
        this.cells = cells;
        this.size = size;
    }

    /** The same content, with room for one more. */
    PropertyTable copy() {
        return new PropertyTable(Arrays.copyOf(cells, 2 * Math.max(USUAL_SIZE, size + 1)), size);
    }

    int size() {
        return size;
    }

    /** What it takes in the heap without its keys and values, in bytes. */
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

    /** Where a key is; negative if it is nowhere. */
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

    /** Sets a value: in the place of the same key, or at the end. Returns the value that it replaces; null for none. */
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

    /** Puts another entry in the place of the one at a position. */
    void replace(int position, String key, @Nullable Object value) {
        cells[2 * position] = key;
        cells[2 * position + 1] = value;
    }

    /** Whether any key is among these names. */
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

    /** Forgets all but the first entries. */
    void truncate(int kept) {
        Arrays.fill(cells, 2 * kept, 2 * size, null);
        size = kept;
        index = null;
    }

    /** Nothing is set any more: gives up the index, which a map rarely needs again. */
    void seal() {
        if (index != null) { // a table that all maps share is not written to
            index = null;
        }
    }
}
