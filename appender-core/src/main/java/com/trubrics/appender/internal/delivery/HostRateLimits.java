package com.trubrics.appender.internal.delivery;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The {@link HostRateLimit} of each host. A host that nobody uses any more is kept only while it wants to be left alone, so
 * that the next user knows. {@link PipelineRegistry} guards it.
 */
final class HostRateLimits {

    private final Map<String, HostRateLimit> limits = new HashMap<>();

    /**
     * The limit of a host, new or as it was left.
     *
     * @param host with its port
     * @param isInUse says which others must be kept
     */
    HostRateLimit of(String host, Predicate<String> isInUse, long now) {
        limits.entrySet()
                .removeIf(other -> !other.getValue().isHolding(now)
                        && !other.getKey().equals(host)
                        && !isInUse.test(other.getKey()));
        return limits.computeIfAbsent(host, unused -> new HostRateLimit());
    }

    int size() {
        return limits.size();
    }
}
