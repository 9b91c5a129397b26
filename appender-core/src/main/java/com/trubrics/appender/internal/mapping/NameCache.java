package com.trubrics.appender.internal.mapping;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Caches what is decided about names, because an application uses the same few names for all its events. Events then
 * need neither matching of globs nor copies of names without their prefix. Thread-safe.
 *
 * @param <D> the decision about a name
 */
final class NameCache<D> {

    /** Some applications create names, for example one for each customer. Names beyond this number are not cached. */
    static final int REMEMBERED = 1_000;

    private static final int LONGEST_REMEMBERED = 100;

    private final Function<String, D> rule;
    private final Map<String, D> decided = new ConcurrentHashMap<>();

    /** @param rule must return the same result for the same name, and never null */
    NameCache(Function<String, D> rule) {
        this.rule = rule;
    }

    D get(String name) {
        D known = decided.get(name);
        return known == null ? decide(name) : known;
    }

    private D decide(String name) {
        D decision = rule.apply(name);
        if (name.length() <= LONGEST_REMEMBERED && decided.size() < REMEMBERED) {
            decided.put(name, decision);
        }
        return decision;
    }

    /** Returns the number of cached names. */
    int size() {
        return decided.size();
    }
}
