package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.match.Globs;
import java.util.HashSet;
import java.util.Set;

/**
 * Decides under which names fields become properties of one kind of event. A blank name never becomes a property, nor a name
 * that the kind reads as a field. Has Java fields instead of methods, because every event needs some of them. Thread-safe.
 */
final class PropertyNames {

    /** Stands for the name of no property. */
    static final String NONE = "";

    /**
     * The property that an MDC key becomes under its own name, or {@link #NONE}. A key with the prefix becomes a property
     * without it instead.
     */
    final NameCache<String> included = new NameCache<>(this::decideIncluded);

    /** The property that a field of the call itself becomes, or {@link #NONE} for a reserved one. */
    final NameCache<String> own = new NameCache<>(this::decideOwn);

    /** Whether a member of the MDC's {@code properties} becomes a property. */
    final NameCache<Boolean> members = new NameCache<>(this::takesMember);

    private final NameCache<String> prefixed = new NameCache<>(this::decidePrefixed);
    private final String prefix;
    private final Globs include;
    private final Globs exclude;
    private final Set<String> reserved;
    private final Set<String> ownReserved;
    private final String ownPrefix;

    /** Creates the names for the fields of a configuration. */
    PropertyNames(Kind kind, MappingSettings settings) {
        this(kind, settings, settings.keys(), settings.properties().prefix());
    }

    /**
     * @param ownKeys the names of fields on the call itself, which do not become properties
     * @param ownPrefix is removed from the names of other fields on the call itself
     */
    PropertyNames(Kind kind, MappingSettings settings, Keys ownKeys, String ownPrefix) {
        MappingSettings.Properties rules = settings.properties();
        this.prefix = rules.prefix();
        this.include = Globs.exactly(rules.includeMdc());
        this.exclude = Globs.ignoringCase(rules.excludeMdc());
        this.reserved = reserved(kind, settings.keys());
        this.ownReserved = reserved(kind, ownKeys);
        this.ownPrefix = ownPrefix;
    }

    private static Set<String> reserved(Kind kind, Keys keys) {
        Set<String> reserved = new HashSet<>();
        for (Field field : Field.values()) {
            if (field.belongsTo(kind)) {
                reserved.addAll(field.names(keys));
            }
        }
        return reserved;
    }

    /** Returns the property that a prefixed MDC key becomes, or {@link #NONE} for any other key and for an excluded one. */
    String prefixed(String mdcKey) {
        return isPrefixed(mdcKey) ? prefixed.get(mdcKey) : NONE;
    }

    private String decideOwn(String name) {
        if (ownReserved.contains(name) || name.isBlank()) {
            return NONE;
        }
        return isPrefixed(name, ownPrefix) ? withoutPrefix(name, ownPrefix) : name;
    }

    private boolean isPrefixed(String name) {
        return isPrefixed(name, prefix);
    }

    private static boolean isPrefixed(String name, String prefix) {
        return !prefix.isEmpty() && name.startsWith(prefix);
    }

    private String decideIncluded(String mdcKey) {
        return include.matchAny(mdcKey)
                        && !exclude.matchAny(mdcKey)
                        && !reserved.contains(mdcKey)
                        && !isPrefixed(mdcKey)
                        && !mdcKey.isBlank()
                ? mdcKey
                : NONE;
    }

    private String decidePrefixed(String mdcKey) {
        String property = reserved.contains(mdcKey) || exclude.matchAny(mdcKey) ? NONE : withoutPrefix(mdcKey, prefix);
        return exclude.matchAny(property) ? NONE : property;
    }

    /** A member is excluded like an MDC key of the same name, with or without the prefix. */
    private boolean takesMember(String name) {
        return !exclude.matchAny(name) && !exclude.matchAny(prefix + name);
    }

    private static String withoutPrefix(String name, String prefix) {
        String rest = name.substring(prefix.length());
        return rest.isBlank() ? NONE : rest;
    }
}
