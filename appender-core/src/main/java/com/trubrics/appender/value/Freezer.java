package com.trubrics.appender.value;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies values on the thread that logs, so that nobody can change them later. One freezer serves one event: all that it
 * copies shares one budget.
 *
 * <p>What comes out is one of: {@code null}, {@link String}, {@link Boolean}, a JDK number ({@link Byte} to
 * {@link Double} without NaN and infinities, {@link java.math.BigInteger}, {@link java.math.BigDecimal}), a
 * {@link PropertyMap}, or an unmodifiable {@link List} of these.
 *
 * <ul>
 *   <li>A {@link Map} becomes a {@link PropertyMap}; a {@link Collection} and any array a list; an {@link Optional} its
 *       value or null. Other iterables, such as a {@link java.nio.file.Path}, are their {@code toString()}.
 *   <li>{@link Scalars} says what the others become.
 *   <li>A container that contains itself becomes {@value #CYCLE} there, and one below {@value #MAX_DEPTH} others
 *       {@value #TOO_DEEP}.
 *   <li>A value that throws while it is read, whatever it throws, becomes {@code "<unreadable: com.acme.ItsClass>"}. The
 *       rest stays.
 * </ul>
 *
 * <p>Scalars that are already frozen pass through without allocation. Never throws. Not thread-safe.
 */
public final class Freezer {

    /** How many containers may lie inside one another in one value. */
    public static final int MAX_DEPTH = 32;

    static final String CYCLE = "<cycle>";
    static final String TOO_DEEP = "<nested too deep>";

    private static final String UNREADABLE = "<unreadable: ";

    private long bytesLeft;

    /** Made when first needed: most events consist of scalars. */
    private @Nullable ContainerPath path;

    /** A freezer that gives up after {@code maxBytes}, counted as in {@link PropertyMap#estimatedBytes()}. */
    public Freezer(int maxBytes) {
        this.bytesLeft = maxBytes;
    }

    /** Whether the budget is used up. What was copied is then incomplete, and nothing more is copied. */
    public boolean exceeded() {
        return bytesLeft < 0;
    }

    /** The value as it is now; null once the budget is exceeded. */
    public @Nullable Object freeze(@Nullable Object value) {
        if (exceeded() || value == null) {
            return null;
        }
        if (Scalars.isFrozen(value)) {
            return charged(value);
        }
        int outside = depth();
        boolean began = UserCode.begin();
        try {
            return frozen(value);
        } catch (Throwable fromUserCode) {
            // The application's own toString(), iterator or Map. An Error, too, says something about this value only:
            // the stack is deep in a toString() that recurses, or the memory is short for a huge one.
            if (path != null) { // never made here: memory or stack may have run out
                path.returnTo(outside);
            }
            return unreadable(value);
        } finally {
            if (began) {
                UserCode.end();
            }
        }
    }

    /**
     * A whole properties object: a {@link PropertyMap} whose values may each be {@value #MAX_DEPTH} deep, or a text if
     * the map cannot be read. One that is frozen already is returned as it is and costs no budget.
     */
    Object freezeProperties(Map<?, ? extends @Nullable Object> values) {
        if (values instanceof PropertyMap frozen) {
            charge(frozen.estimatedBytes() == Integer.MAX_VALUE ? Integer.MAX_VALUE : 0);
            return frozen;
        }
        ContainerPath containers = path();
        containers.around(values);
        boolean began = UserCode.begin();
        try {
            return copy(values);
        } catch (Throwable fromUserCode) {
            return unreadable(values);
        } finally {
            containers.around(null);
            if (began) {
                UserCode.end();
            }
        }
    }

    /** A name as text, whatever the application made of it. */
    static String key(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        try {
            return String.valueOf(key instanceof Enum<?> constant ? constant.name() : key);
        } catch (Throwable fromUserCode) {
            return unreadable(key);
        }
    }

    void charge(int bytes) {
        bytesLeft -= bytes;
    }

    private @Nullable Object frozen(Object value) {
        if (value instanceof PropertyMap map && depth() + map.height() <= MAX_DEPTH) {
            return charged(map);
        }
        if (value instanceof Map<?, ?>
                || value instanceof Collection<?>
                || value.getClass().isArray()) {
            return container(value);
        }
        if (value instanceof Optional<?> optional) {
            return freeze(optional.orElse(null));
        }
        return charged(Scalars.frozen(value));
    }

    /** What {@link #freeze} has copied is not kept: its part of the budget is free again. */
    public void forget(@Nullable Object frozen) {
        bytesLeft += Frozen.bytes(frozen);
    }

    private @Nullable Object charged(@Nullable Object frozen) {
        charge(Frozen.bytes(frozen));
        return frozen;
    }

    private @Nullable Object container(Object container) {
        ContainerPath containers = path();
        if (containers.contains(container)) {
            return charged(CYCLE);
        }
        if (containers.depth() == MAX_DEPTH) {
            return charged(TOO_DEEP);
        }
        containers.enter(container);
        charge(Frozen.BRACKETS);
        Object copy = container instanceof Map<?, ?> map ? copy(map) : list(container);
        containers.leave();
        return copy;
    }

    private ContainerPath path() {
        ContainerPath current = path;
        if (current == null) {
            current = new ContainerPath();
            path = current;
        }
        return current;
    }

    private int depth() {
        return path == null ? 0 : path.depth();
    }

    private PropertyMap copy(Map<?, ? extends @Nullable Object> map) {
        PropertyMap.Builder copy = PropertyMap.builder(this);
        // An iterator may be endless: the budget ends it.
        Iterator<? extends Map.Entry<?, ? extends @Nullable Object>> entries =
                map.entrySet().iterator();
        while (!exceeded() && entries.hasNext()) {
            Map.Entry<?, ? extends @Nullable Object> entry = entries.next();
            copy.put(key(entry.getKey()), entry.getValue());
        }
        return copy.build();
    }

    private FrozenList list(Object container) {
        List<@Nullable Object> copy = new ArrayList<>();
        if (container instanceof Collection<?> collection) {
            Iterator<?> elements = collection.iterator();
            while (!exceeded() && elements.hasNext()) {
                add(copy, elements.next());
            }
        } else {
            int length = Array.getLength(container);
            for (int i = 0; i < length && !exceeded(); i++) {
                add(copy, Array.get(container, i));
            }
        }
        return new FrozenList(copy);
    }

    private void add(List<@Nullable Object> copy, @Nullable Object element) {
        charge(1);
        copy.add(freeze(element));
    }

    /** Whether a frozen value is only the note that the original could not be read. */
    public static boolean isUnreadable(Object value, @Nullable Object frozen) {
        return frozen instanceof String text
                && !(value instanceof String)
                && text.startsWith(UNREADABLE)
                && text.equals(unreadable(value));
    }

    private static String unreadable(@Nullable Object value) {
        return UNREADABLE + (value == null ? "null" : value.getClass().getName()) + ">";
    }
}
