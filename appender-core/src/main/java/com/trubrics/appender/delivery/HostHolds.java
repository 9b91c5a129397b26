package com.trubrics.appender.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The {@link HostHold} of each host. A host that nobody uses any more is kept only while it wants to be left alone, so
 * that whoever uses it next knows. {@link Pipelines} guards it.
 */
final class HostHolds {

    private final Map<String, HostHold> holds = new HashMap<>();

    /**
     * The hold of a host, new or as it was left.
     *
     * @param host with its port
     * @param isInUse says which others must be kept
     */
    HostHold of(String host, Predicate<String> isInUse, long now) {
        holds.entrySet()
                .removeIf(other -> !other.getValue().isHolding(now)
                        && !other.getKey().equals(host)
                        && !isInUse.test(other.getKey()));
        return holds.computeIfAbsent(host, unused -> new HostHold());
    }

    int size() {
        return holds.size();
    }
}
