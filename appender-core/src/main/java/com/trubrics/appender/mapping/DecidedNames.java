package com.trubrics.appender.mapping;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What names become, each decided once: an application uses the same few for all its events. That spares each event the
 * globs, and a copy of each name without its prefix. Thread-safe.
 */
final class DecidedNames {

    /** Some applications make names up, one for each customer, say: those beyond are decided anew each time. */
    static final int REMEMBERED = 1_000;

    private static final int LONGEST_REMEMBERED = 100;

    private final Function<String, @Nullable String> rule;
    private final Map<String, Optional<String>> decided = new ConcurrentHashMap<>();

    /** @param rule must answer the same for the same name, and null for a name that becomes nothing */
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

    /** How many are remembered. */
    int size() {
        return decided.size();
    }
}
