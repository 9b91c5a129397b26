package com.trubrics.appender.internal.value;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects properties. A later value for the same name wins and keeps the position of the first. Once the budget is exceeded,
 * nothing more is copied; a value that is replaced gives back its part. Never throws. Not thread-safe.
 */
public final class PropertyMapBuilder {

    /** The default limit for copying: the default size of a queue, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    /** The name of the property that replaces an unreadable map. */
    private static final String UNREADABLE_PROPERTIES = "properties";

    private final Freezer freezer;
    private final boolean copiesAtOnce;
    private PropertyTable table;
    /** Whether the table also belongs to a map. */
    private boolean shared;

    /** Creates a builder that copies at most {@link #DEFAULT_MAX_BYTES}. */
    public PropertyMapBuilder() {
        this(DEFAULT_MAX_BYTES);
    }

    /** Creates a builder that copies at most {@code maxBytes}, counted as in {@link PropertyMap#estimatedBytes()}. */
    public PropertyMapBuilder(int maxBytes) {
        this.freezer = new Freezer(maxBytes);
        this.copiesAtOnce = true;
        this.table = PropertyMap.EMPTY.table();
        this.shared = true;
    }

    /**
     * Creates a builder that copies values only when the map is built, so a value that has been replaced is never read. The
     * caller must build the map before the application can change any value.
     */
    public PropertyMapBuilder(Freezer freezer) {
        this.freezer = freezer;
        this.copiesAtOnce = false;
        this.table = new PropertyTable(); // a log call nearly always has properties
    }

    /** Returns the map itself if it is frozen, otherwise a frozen copy of at most {@link #DEFAULT_MAX_BYTES}. Never throws. */
    public static PropertyMap copyOf(Map<?, ? extends @Nullable Object> values) {
        return values instanceof PropertyMap frozen
                ? frozen
                : new PropertyMapBuilder().putAll(values).build();
    }

    /**
     * Returns the properties that may leave: without excluded names, and with long texts cut at every depth. Returns the same
     * map if this changes nothing.
     */
    public static PropertyMap trimmed(PropertyMap properties, Predicate<? super String> excluded, TextLimit texts) {
        PropertyTable table = properties.table();
        boolean incomplete = properties.estimatedBytes() == Integer.MAX_VALUE; // and too large to be sent
        if (incomplete || (texts.allow(properties) && !table.containsAny(excluded))) {
            return properties;
        }
        PropertyMapBuilder trimmed = new PropertyMapBuilder(new Freezer(DEFAULT_MAX_BYTES, texts, null));
        for (int i = 0; i < table.size(); i++) {
            if (!excluded.test(table.key(i))) {
                trimmed.put(table.key(i), table.value(i));
            }
        }
        return trimmed.build();
    }

    /** Sets one property. */
    public PropertyMapBuilder put(String name, @Nullable Object value) {
        if (shared) {
            own();
        }
        String key = name == null ? Scalars.name(null) : name;
        if (copiesAtOnce) {
            freezer.setMember(table, key, value);
        } else {
            table.set(key, value);
        }
        return this;
    }

    /**
     * Sets every entry of a map, with keys as text. An unreadable map becomes one property {@code properties} that says so.
     */
    public PropertyMapBuilder putAll(Map<?, ? extends @Nullable Object> values) {
        PropertyTable entries = values instanceof PropertyMap frozen ? frozen.table() : entriesOf(values);
        if (entries == null) {
            put(UNREADABLE_PROPERTIES, Unreadable.note(values));
        } else if (table.size() == 0 && values instanceof PropertyMap) {
            table = entries;
            shared = true;
        } else {
            for (int i = 0; i < entries.size(); i++) {
                put(entries.key(i), entries.value(i));
            }
        }
        if (values instanceof PropertyMap frozen && frozen.estimatedBytes() == Integer.MAX_VALUE) {
            freezer.exhaust();
        }
        return this;
    }

    /** Removes the properties that have been set under these names. */
    public PropertyMapBuilder removeIf(Predicate<? super String> names) {
        if (table.containsAny(names)) {
            if (shared) {
                own();
            }
            table.removeIf(names);
        }
        return this;
    }

    private void own() {
        table = table.copy();
        shared = false;
    }

    /** Returns the collected properties. Further calls of the builder do not change them. */
    public PropertyMap build() {
        if (!copiesAtOnce && !shared) {
            freezer.freezeMembers(table);
        }
        shared = true;
        return PropertyMap.of(table, freezer);
    }

    /**
     * Returns the entries of a map, unchanged; null if it cannot be read. Entries that exceed the budget exhaust it.
     */
    private @Nullable PropertyTable entriesOf(Map<?, ? extends @Nullable Object> map) {
        PropertyTable entries = new PropertyTable();
        long bytesLeft = freezer.bytesLeft();
        String begun = freezer.begin();
        try {
            for (Map.Entry<?, ? extends @Nullable Object> entry : map.entrySet()) {
                String key = Scalars.name(entry.getKey());
                bytesLeft -= key.length() + Frozen.KEY_PUNCTUATION + 1;
                if (bytesLeft < 0) {
                    freezer.exhaust();
                    break;
                }
                Object value = entry.getValue();
                entries.set(key, value == map ? Containers.CYCLE : value);
            }
            return entries;
        } catch (Throwable fromUserCode) {
            return null;
        } finally {
            ReentrancyGuard.end(begun);
        }
    }
}
