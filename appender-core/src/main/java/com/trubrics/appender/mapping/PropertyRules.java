package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings;
import com.trubrics.appender.config.MappingSettings.Keys;
import com.trubrics.appender.value.PropertyMap;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields become properties, and under which names. Thread-safe. */
final class PropertyRules {

    private final PropertyMap fixed;
    private final boolean logContext;
    private final String prefix;
    private final Globs included;
    private final Globs excluded;
    private final Map<Kind, Names> names = new EnumMap<>(Kind.class);

    /** What names become in events of one kind. */
    private record Names(Set<String> reserved, DecidedNames included, DecidedNames prefixed, DecidedNames own) {}

    PropertyRules(MappingSettings settings) {
        MappingSettings.Properties rules = settings.properties();
        this.fixed = PropertyMap.copyOf(rules.fixed());
        this.logContext = rules.logContext();
        this.prefix = rules.prefix();
        this.included = new Globs(rules.includeMdc());
        this.excluded = new Globs(rules.excludeMdc());
        for (Kind kind : Kind.values()) {
            Set<String> reserved = reservedNames(kind, settings.keys());
            names.put(
                    kind,
                    new Names(
                            reserved,
                            new DecidedNames(name -> includedMdc(name, reserved)),
                            new DecidedNames(name -> prefixedMdc(name, reserved)),
                            new DecidedNames(name -> reserved.contains(name) ? null : withoutPrefix(name))));
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

    /**
     * The property that an MDC key becomes by its bare name; null for another key. One with the prefix does not: it
     * becomes one without.
     */
    @Nullable
    String includedMdc(String mdcKey, Kind kind) {
        return names(kind).included().get(mdcKey);
    }

    /** The property that a prefixed MDC key becomes; null for another key, and for one that is excluded. */
    @Nullable
    String prefixedMdc(String mdcKey, Kind kind) {
        return isPrefixed(mdcKey) ? names(kind).prefixed().get(mdcKey) : null;
    }

    /** The property that a field of the call itself becomes; null for a reserved one. */
    @Nullable
    String ownProperty(String name, Kind kind) {
        Names ofKind = names(kind);
        if (isPrefixed(name)) {
            return ofKind.own().get(name);
        }
        return ofKind.reserved().contains(name) ? null : name;
    }

    private Names names(Kind kind) {
        return Objects.requireNonNull(names.get(kind));
    }

    private @Nullable String includedMdc(String mdcKey, Set<String> reserved) {
        return included.matchAny(mdcKey)
                        && !excluded.matchAny(mdcKey)
                        && !reserved.contains(mdcKey)
                        && !isPrefixed(mdcKey)
                ? mdcKey
                : null;
    }

    private @Nullable String prefixedMdc(String mdcKey, Set<String> reserved) {
        return !reserved.contains(mdcKey) && !excluded.matchAny(mdcKey) ? withoutPrefix(mdcKey) : null;
    }

    private String withoutPrefix(String name) {
        return name.substring(prefix.length());
    }

    private boolean isPrefixed(String name) {
        return hasPrefix() && name.startsWith(prefix);
    }
}
