package com.trubrics.appender.internal.value;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies containers, while the freezer copies their parts. Tracks the containers around the current one to detect cycles, and
 * the values that were left out. Not thread-safe.
 */
abstract class Containers {

    /** Replaces a container inside itself. */
    static final String CYCLE = "<cycle>";

    private static final int USUAL_DEPTH = 4;

    private final Budget budget;

    /** The containers that are being copied, outermost first. */
    private @Nullable Object[] path = new Object[USUAL_DEPTH];

    private int depth;

    private @Nullable String withheld;

    Containers(Budget budget) {
        this.budget = budget;
    }

    /** Sets a copy of a value, unless it must not be sent or the budget is exceeded. The name uses the budget, too. */
    abstract void copyMember(PropertyTable object, String name, @Nullable Object value);

    /** Copies one element of a list. Returns null if it must not be sent, and once the budget is exceeded. */
    abstract @Nullable Object copyElement(@Nullable Object value);

    /** Returns whether a value has parts that can be copied one by one. */
    static boolean contain(Object value) {
        return value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value.getClass().isArray()
                || (value instanceof Record
                        && RecordAccessors.of(value.getClass()).isPresent());
    }

    int depth() {
        return depth;
    }

    @Nullable
    String withheld() {
        return withheld;
    }

    /** Remembers the name of the first value that must not be sent. */
    void withhold(String name) {
        if (withheld == null) {
            withheld = name;
        }
    }

    /** Discards the state of containers that were being copied below. */
    void returnTo(int outside) {
        depth = outside;
    }

    /** Returns the copy of a map, a collection, an array or a record, or the text that replaces it. */
    Object copy(Object container) {
        if (isOnPath(container)) {
            return CYCLE;
        }
        if (depth == Frozen.MAX_DEPTH) {
            return Frozen.TOO_DEEP;
        }
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth + USUAL_DEPTH);
        }
        path[depth++] = container;
        long before = budget.bytesLeft();
        budget.charge(Frozen.BRACKETS);
        Object copy = copyParts(container);
        path[--depth] = null;
        budget.settle(before, copy);
        return copy;
    }

    private boolean isOnPath(Object container) {
        for (int i = 0; i < depth; i++) {
            if (path[i] == container) {
                return true;
            }
        }
        return false;
    }

    private Object copyParts(Object container) {
        if (container instanceof Map<?, ?> map) {
            return members(map);
        }
        if (container instanceof Collection<?> collection) {
            return elements(collection);
        }
        return container instanceof Record ? components(container) : elementsOfArray(container);
    }

    // An iterator may be endless. The budget stops it.

    private PropertyMap members(Map<?, ? extends @Nullable Object> map) {
        PropertyTable copy = new PropertyTable();
        Iterator<? extends Map.Entry<?, ? extends @Nullable Object>> entries =
                map.entrySet().iterator();
        while (!budget.exceeded() && entries.hasNext()) {
            Map.Entry<?, ? extends @Nullable Object> entry = entries.next();
            copyMember(copy, Scalars.name(entry.getKey()), entry.getValue());
        }
        return PropertyMap.of(copy, budget);
    }

    private PropertyMap components(Object container) {
        PropertyTable copy = new PropertyTable();
        for (Method accessor : RecordAccessors.of(container.getClass()).orElseThrow()) {
            copyMember(copy, accessor.getName(), component(container, accessor));
        }
        return PropertyMap.of(copy, budget);
    }

    private static @Nullable Object component(Object container, Method accessor) {
        try {
            return accessor.invoke(container);
        } catch (Throwable fromUserCode) {
            return Unreadable.note(container);
        }
    }

    private FrozenList elements(Collection<?> collection) {
        List<@Nullable Object> copy = new ArrayList<>();
        Iterator<?> elements = collection.iterator();
        while (!budget.exceeded() && elements.hasNext()) {
            add(copy, elements.next());
        }
        return new FrozenList(copy);
    }

    private FrozenList elementsOfArray(Object array) {
        List<@Nullable Object> copy = new ArrayList<>();
        int length = Array.getLength(array);
        for (int i = 0; i < length && !budget.exceeded(); i++) {
            add(copy, Array.get(array, i));
        }
        return new FrozenList(copy);
    }

    private void add(List<@Nullable Object> copy, @Nullable Object element) {
        budget.charge(copy.isEmpty() ? 0 : 1); // the comma
        copy.add(copyElement(element));
    }
}
