package com.trubrics.appender.internal.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches what names become, because an application uses the same few names for all its events. Events then need neither
 * matching of globs nor copies of names without their prefix. Thread-safe.
 */
final class DecidedNames {

    /** Some applications create names, for example one for each customer. Names beyond this number are not cached. */
    static final int REMEMBERED = 1_000;

    private static final int LONGEST_REMEMBERED = 100;

    private final Function<String, @Nullable String> rule;
    private final Map<String, Optional<String>> decided = new ConcurrentHashMap<>();

    /** @param rule must return the same result for the same name, and null for a name that becomes nothing */
    DecidedNames(Function<String, @Nullable String> rule) {
        this.rule = rule;
    }

    @Nullable
    String get(String name) {
        Optional<String> known = decided.get(name);
        return known == null ? decide(name) : known.orElse(null);
    }

    private @Nullable String decide(String name) {
        String result = rule.apply(name);
        if (name.length() <= LONGEST_REMEMBERED && decided.size() < REMEMBERED) {
            decided.put(name, Optional.ofNullable(result));
        }
        return result;
    }

    /** Returns the number of cached names. */
    int size() {
        return decided.size();
    }
}
