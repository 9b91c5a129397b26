package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings;
import com.trubrics.appender.config.MappingSettings.Keys;
import com.trubrics.appender.value.PropertyMap;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields become properties, and under which names. Immutable. */
final class PropertyRules {

    private final PropertyMap fixed;
    private final boolean logContext;
    private final String prefix;
    private final Globs included;
    private final Globs excluded;
    private final Map<Kind, Set<String>> reserved = new EnumMap<>(Kind.class);

    PropertyRules(MappingSettings settings) {
        MappingSettings.Properties rules = settings.properties();
        this.fixed = PropertyMap.copyOf(rules.fixed());
        this.logContext = rules.logContext();
        this.prefix = rules.prefix();
        this.included = new Globs(rules.includeMdc());
        this.excluded = new Globs(rules.excludeMdc());
        for (Kind kind : Kind.values()) {
            reserved.put(kind, reservedNames(kind, settings.keys()));
        }
    }

    private static Set<String> reservedNames(Kind kind, Keys keys) {
        Set<String> names = new HashSet<>();
        for (Field field : Field.values()) {
            if (field.belongsTo(kind)) {
                names.addAll(field.names(keys));
            }
        }
        return names;
    }

    /** What every event carries. */
    PropertyMap fixed() {
        return fixed;
    }

    /** Whether level, logger and thread are added. */
    boolean logContext() {
        return logContext;
    }

    /** Whether MDC keys beyond the fields can become properties by their bare name. */
    boolean includesMdc() {
        return !included.isEmpty();
    }

    /** Whether names with a prefix are looked for. */
    boolean hasPrefix() {
        return !prefix.isEmpty();
    }

    /** Whether an MDC key becomes a property by its bare name. One with the prefix does not: it becomes one without. */
    boolean isIncluded(String mdcKey, Kind kind) {
        return included.matchAny(mdcKey)
                && !excluded.matchAny(mdcKey)
                && !isReserved(mdcKey, kind)
                && !isPrefixed(mdcKey);
    }

    /** The property that a prefixed MDC key becomes; null for another key, and for one that is excluded. */
    @Nullable
    String prefixedMdc(String mdcKey, Kind kind) {
        return isPrefixed(mdcKey) && !isReserved(mdcKey, kind) && !excluded.matchAny(mdcKey)
                ? mdcKey.substring(prefix.length())
                : null;
    }

    /** The property that a field of the call itself becomes; null for a reserved one. */
    @Nullable
    String ownProperty(String name, Kind kind) {
        if (isReserved(name, kind)) {
            return null;
        }
        return isPrefixed(name) ? name.substring(prefix.length()) : name;
    }

    private boolean isPrefixed(String name) {
        return hasPrefix() && name.startsWith(prefix);
    }

    private boolean isReserved(String name, Kind kind) {
        return reserved.getOrDefault(kind, Set.of()).contains(name);
    }
}
