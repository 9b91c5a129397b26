package com.trubrics.appender.internal.path;

import com.trubrics.appender.internal.value.JsonTypes;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks one path once. Whatever the application's objects throw makes the value absent and is noted. Bounded: reads at
 * most {@value #MAX_ELEMENTS} elements and {@link PathContext#maxBytes()} characters. Not thread-safe.
 */
final class PathReader {

    /** How many elements of lists, and entries of maps, one path looks at. An iterator may be endless. */
    static final int MAX_ELEMENTS = 10_000;

    /** How many lists may lie inside one another where a name is looked for. A list may contain itself. */
    private static final int MAX_LISTS = 8;

    /** What code of the application threw first. */
    record Failure(String step, Class<?> type, Class<?> thrown) {

        /** Says what happened, without the exception's own text: it may quote what was logged. */
        @Override
        public String toString() {
            return "'" + step + "' of " + type.getName() + " throws " + thrown.getName();
        }
    }

    private final PathContext context;
    private int elementsLeft = MAX_ELEMENTS;
    private int charsLeft;
    private @Nullable Failure failure;

    PathReader(PathContext context) {
        this.context = context;
        this.charsLeft = context.maxBytes();
    }

    @Nullable
    Failure failure() {
        return failure;
    }

    @Nullable
    Object read(Object root, List<Step> steps) {
        Object value = root;
        for (int i = 0; value != null && i < steps.size(); i++) {
            value = take(value, steps.get(i), 0);
        }
        return value == null ? null : settled(value);
    }

    private @Nullable Object take(Object value, Step step, int lists) {
        try {
            if (value instanceof NamedValues named && step instanceof Step.Index index) {
                return named.get(index.position());
            }
            Object content = opened(value);
            return content == null ? null : next(content, step, lists);
        } catch (Throwable fromUserCode) {
            note(step.toString(), value, fromUserCode);
            return null;
        }
    }

    private void note(String step, Object value, Throwable thrown) {
        if (failure == null) {
            failure = new Failure(step, value.getClass(), thrown.getClass());
        }
    }

    /** Returns the value at the end of the path in a form that no longer depends on the context. */
    private @Nullable Object settled(Object value) {
        try {
            Object plain = plain(value);
            return plain instanceof String text && text.isBlank() ? null : plain;
        } catch (Throwable fromUserCode) {
            note("toString()", value, fromUserCode);
            return null;
        }
    }

    /** Returns a value that steps can read into: text that is JSON as a container. */
    private @Nullable Object opened(Object value) {
        Object plain = plain(value);
        if (!(plain instanceof String text)) {
            return plain;
        }
        charsLeft -= text.length();
        if (charsLeft < 0) {
            return null;
        }
        Object container = context.containerIn(text);
        return container == null ? text : container;
    }

    /** Unwraps a value; null if the wrapper is empty. */
    private @Nullable Object plain(@Nullable Object value) {
        Object content = unwrapped(value);
        if (content instanceof NamedValues named) {
            return named.get(0);
        }
        if (content instanceof CharSequence chars) {
            return content instanceof String || chars.length() <= charsLeft ? chars.toString() : null;
        }
        return content != null && isJsonNode(content) ? context.contentOf(content) : content;
    }

    /** Those that are maps and lists can be read as such, which is cheaper. */
    private static boolean isJsonNode(Object value) {
        return !(value instanceof Map<?, ?> || value instanceof Collection<?>) && JsonTypes.contain(value.getClass());
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return unwrapped(optional.orElse(null));
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        return value;
    }

    private @Nullable Object next(Object value, Step step, int lists) throws Throwable {
        if (value instanceof Collection<?> || value.getClass().isArray()) {
            return step instanceof Step.Index index
                    ? element(value, index.position())
                    : firstThatHas(step, value, lists + 1);
        }
        if (!(step instanceof Step.Name name)) {
            return null;
        }
        if (value instanceof String text) {
            return new NamedValues(text, name.text());
        }
        if (value instanceof Map<?, ?> map) {
            return entry(map, name.text());
        }
        return value instanceof Members members ? members.member(name.text()) : property(value, name.text());
    }

    private static @Nullable Object property(Object value, String name) throws Throwable {
        Method accessor = Accessors.of(value.getClass(), name);
        try {
            return accessor == null ? null : accessor.invoke(value);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            throw thrown == null ? e : thrown;
        }
    }

    private @Nullable Object entry(Map<?, ? extends @Nullable Object> map, String key) {
        Object value = null;
        try {
            value = map.get(key);
        } catch (ClassCastException otherKeys) {
            // A sorted map of, say, numbers.
        }
        return value == null ? entryOfOtherKeys(map, key) : value;
    }

    /** Finds enums, numbers and such by their text. One look at a map whose keys are texts. */
    private @Nullable Object entryOfOtherKeys(Map<?, ? extends @Nullable Object> map, String key) {
        for (Map.Entry<?, ? extends @Nullable Object> entry : map.entrySet()) {
            Object other = entry.getKey();
            if (other instanceof String || elementsLeft-- <= 0) {
                return null;
            }
            String text = other instanceof Enum<?> constant ? constant.name() : String.valueOf(other);
            if (key.equals(text)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private @Nullable Object element(Object container, int position) {
        if (container instanceof char[]) {
            return null; // may be a secret
        }
        int size = container instanceof Collection<?> collection ? collection.size() : Array.getLength(container);
        int wanted = position < 0 ? size + position : position;
        if (wanted < 0 || wanted >= size) {
            return null;
        }
        if (container instanceof List<?> list) {
            return list.get(wanted);
        }
        return container instanceof Collection<?> collection
                ? element(collection, wanted)
                : Array.get(container, wanted);
    }

    private @Nullable Object element(Collection<?> unordered, int wanted) {
        Iterator<?> elements = unordered.iterator();
        for (int i = 0; elements.hasNext() && elementsLeft-- > 0; i++) {
            Object element = elements.next();
            if (i == wanted) {
                return element;
            }
        }
        return null;
    }

    private @Nullable Object firstThatHas(Step name, Object container, int lists) {
        if (lists > MAX_LISTS) {
            return null;
        }
        Iterator<?> elements = elements(container).iterator();
        while (elements.hasNext() && elementsLeft-- > 0) {
            Object element = elements.next();
            Object found = element == null ? null : take(element, name, lists);
            if (found != null && settled(found) != null) {
                return found;
            }
        }
        return null;
    }

    /** Numbers and characters have no names. */
    private static Collection<?> elements(Object container) {
        if (container instanceof Collection<?> collection) {
            return collection;
        }
        return container instanceof Object[] array ? Arrays.asList(array) : List.of();
    }
}
