package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.match.Globs;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides under which names fields become properties of one kind of event. A blank name never becomes a property, nor a name
 * that the kind reads as a field. Thread-safe.
 */
final class PropertyNames {

    private final String prefix;
    private final Globs included;
    private final Globs excluded;
    private final Set<String> reserved;
    private final Set<String> ownReserved;
    private final String ownPrefix;
    private final DecidedNames<Optional<String>> includedMdc =
            new DecidedNames<>(name -> Optional.ofNullable(decideIncluded(name)));
    private final DecidedNames<Optional<String>> prefixedMdc =
            new DecidedNames<>(name -> Optional.ofNullable(decidePrefixed(name)));
    private final DecidedNames<Optional<String>> members =
            new DecidedNames<>(name -> Optional.ofNullable(decideMember(name)));
    private final DecidedNames<Optional<String>> own = new DecidedNames<>(name -> Optional.ofNullable(decideOwn(name)));

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
        this.included = Globs.exactly(rules.includeMdc());
        this.excluded = Globs.ignoringCase(rules.excludeMdc());
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

    /**
     * Returns the property that an MDC key becomes under its own name, or null if it does not become one. A key with the
     * prefix becomes a property without it instead.
     */
    @Nullable
    String included(String mdcKey) {
        return includedMdc.get(mdcKey).orElse(null);
    }

    /** Returns the property that a prefixed MDC key becomes, or null for any other key and for an excluded one. */
    @Nullable
    String prefixed(String mdcKey) {
        return isPrefixed(mdcKey) ? prefixedMdc.get(mdcKey).orElse(null) : null;
    }

    /** Returns whether a member of the MDC's {@code properties} becomes a property. */
    boolean takesMember(String name) {
        return members.get(name).isPresent();
    }

    /** Returns the property that a field of the call itself becomes, or null for a reserved one. */
    @Nullable
    String own(String name) {
        return own.get(name).orElse(null);
    }

    private @Nullable String decideOwn(String name) {
        if (ownReserved.contains(name) || name.isBlank()) {
            return null;
        }
        return isPrefixed(name, ownPrefix) ? withoutPrefix(name, ownPrefix) : name;
    }

    private boolean isPrefixed(String name) {
        return isPrefixed(name, prefix);
    }

    private static boolean isPrefixed(String name, String prefix) {
        return !prefix.isEmpty() && name.startsWith(prefix);
    }

    private @Nullable String decideIncluded(String mdcKey) {
        return included.matchAny(mdcKey)
                        && !excluded.matchAny(mdcKey)
                        && !reserved.contains(mdcKey)
                        && !isPrefixed(mdcKey)
                        && !mdcKey.isBlank()
                ? mdcKey
                : null;
    }

    private @Nullable String decidePrefixed(String mdcKey) {
        String property = reserved.contains(mdcKey) || excluded.matchAny(mdcKey) ? null : withoutPrefix(mdcKey, prefix);
        return property == null || excluded.matchAny(property) ? null : property;
    }

    /** A member is excluded like an MDC key of the same name, with or without the prefix. */
    private @Nullable String decideMember(String name) {
        return excluded.matchAny(name) || excluded.matchAny(prefix + name) ? null : name;
    }

    private static @Nullable String withoutPrefix(String name, String prefix) {
        String rest = name.substring(prefix.length());
        return rest.isBlank() ? null : rest;
    }
}
