package com.trubrics.appender.internal.value;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects properties: a later one of the same name wins and keeps the first one's place. Once the budget is exceeded
 * nothing more is copied; a value that is replaced later gives back its part. Never throws. Not thread-safe.
 */
public final class PropertyMapBuilder {

    /** What is copied at most where nobody says how much: as much as a queue holds by default, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 64 << 20;

    /** Under which name a whole map goes that cannot be read. */
    private static final String UNREADABLE_PROPERTIES = "properties";

    private final Freezer freezer;
    private final boolean copiesAtOnce;
    private PropertyTable table;
    /** Whether the table belongs to a map as well. */
    private boolean shared;

    private enum Copying {
        AT_ONCE,
        WHEN_BUILT
    }

    private PropertyMapBuilder(Freezer freezer, Copying copying) {
        this.freezer = freezer;
        this.copiesAtOnce = copying == Copying.AT_ONCE;
        this.shared = copiesAtOnce; // a log call nearly always has properties
        this.table = shared ? PropertyMap.EMPTY.table() : new PropertyTable();
    }

    /** Copies at most {@link #DEFAULT_MAX_BYTES}. */
    public PropertyMapBuilder() {
        this(DEFAULT_MAX_BYTES);
    }

    /** Copies at most {@code maxBytes}, counted as in {@link PropertyMap#estimatedBytes()}. */
    public PropertyMapBuilder(int maxBytes) {
        this(new Freezer(maxBytes), Copying.AT_ONCE);
    }

    /**
     * Copies values when the map is built, so a value that is replaced before is never read. The caller builds the map
     * before the application can change any of them.
     */
    public static PropertyMapBuilder copyingWhenBuilt(Freezer freezer) {
        return new PropertyMapBuilder(freezer, Copying.WHEN_BUILT);
    }

    /** The same map if it is one of ours, otherwise a frozen copy of at most {@link #DEFAULT_MAX_BYTES}. Never throws. */
    public static PropertyMap copyOf(Map<?, ? extends @Nullable Object> values) {
        return values instanceof PropertyMap frozen
                ? frozen
                : new PropertyMapBuilder().putAll(values).build();
    }

    /**
     * The properties that may leave: without those of some names, and with longer texts cut at every depth. The same map
     * if that changes nothing.
     */
    public static PropertyMap trimmed(PropertyMap properties, Predicate<? super String> excluded, TextLimit texts) {
        PropertyTable table = properties.table();
        boolean incomplete = properties.estimatedBytes() == Integer.MAX_VALUE; // and too large to be sent
        if (incomplete || (texts.allow(properties) && !table.containsAny(excluded))) {
            return properties;
        }
        PropertyMapBuilder trimmed =
                new PropertyMapBuilder(new Freezer(DEFAULT_MAX_BYTES, texts, null), Copying.AT_ONCE);
        for (int i = 0; i < table.size(); i++) {
            if (!excluded.test(table.key(i))) {
                trimmed.put(table.key(i), table.value(i));
            }
        }
        return trimmed.build();
    }

    /** Sets one property. */
    public PropertyMapBuilder put(String name, @Nullable Object value) {
        set(name == null ? Scalars.name(null) : name, value);
        return this;
    }

    /**
     * Sets every entry of a map. Keys are taken as texts. A map that cannot be read becomes one property
     * {@code properties} that says so.
     */
    public PropertyMapBuilder putAll(Map<?, ? extends @Nullable Object> values) {
        PropertyTable entries = values instanceof PropertyMap frozen ? frozen.table() : entriesOf(values);
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

    private void set(String key, @Nullable Object value) {
        if (shared) {
            own();
        }
        if (copiesAtOnce) {
            freezer.setMember(table, key, value);
        } else {
            table.set(key, value);
        }
    }

    /** What has been collected; the builder can go on without changing it. */
    public PropertyMap build() {
        if (!copiesAtOnce && !shared) {
            freezer.freezeMembers(table);
        }
        shared = true;
        return PropertyMap.of(table, freezer);
    }

    /**
     * The entries of a map as they are; null if it cannot be read. More of them than the budget has room for exhaust it.
     */
    private @Nullable PropertyTable entriesOf(Map<?, ? extends @Nullable Object> map) {
        PropertyTable entries = new PropertyTable();
        long bytesLeft = freezer.bytesLeft();
        boolean began = freezer.begin();
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
            freezer.end(began);
        }
    }
}
