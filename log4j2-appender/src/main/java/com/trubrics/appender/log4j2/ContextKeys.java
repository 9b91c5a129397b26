package com.trubrics.appender.log4j2;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Visits the entries of context maps in the map's own order. Log4j2's default map sorts its keys for the first visit of
 * each event, which takes longer than looking up each of a few keys twice. An application uses the same few keys again
 * and again, so the keys of the last map of each size are kept and looked up in the next one. Only names are kept, no
 * values. Thread-safe. Saves nothing if maps of one size have different keys each time.
 */
final class ContextKeys {

    /** With more keys, two lookups of each save little, because some context maps search all their keys. */
    private static final int LARGEST_KEPT = 16;

    private final AtomicReferenceArray<String @Nullable []> lastOfSize = new AtomicReferenceArray<>(LARGEST_KEPT + 1);

    /** Passes every entry to the action, on the calling thread. Throws what the action throws. */
    void visit(ReadOnlyStringMap context, BiConsumer<? super String, @Nullable Object> action) {
        for (String key : of(context)) {
            action.accept(key, context.getValue(key));
        }
    }

    /** Returns the union of the bits of all keys. Reads no values. */
    long bits(ReadOnlyStringMap context, ToLongFunction<? super @Nullable String> bits) {
        long found = 0;
        for (String key : of(context)) {
            found |= bits.applyAsLong(key);
        }
        return found;
    }

    private String[] of(ReadOnlyStringMap context) {
        int size = context.size();
        String[] last = size > LARGEST_KEPT ? null : lastOfSize.get(size);
        return last != null && areAllIn(context, last) ? last : read(context, size);
    }

    /** The map has as many keys, so it then has no others. A null value counts as a missing key. */
    private static boolean areAllIn(ReadOnlyStringMap context, String[] keys) {
        for (String key : keys) {
            if (context.getValue(key) == null) {
                return false;
            }
        }
        return true;
    }

    private String[] read(ReadOnlyStringMap context, int size) {
        List<String> found = new ArrayList<>(size);
        context.forEach((key, value) -> found.add(key));
        String[] keys = found.toArray(String[]::new);
        if (keys.length == size && size <= LARGEST_KEPT) { // not if the map has changed meanwhile
            lastOfSize.set(size, keys);
        }
        return keys;
    }
}
