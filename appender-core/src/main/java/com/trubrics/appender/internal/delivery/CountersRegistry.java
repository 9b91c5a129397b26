package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.metrics.Metrics;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What outlives the pipelines to a destination: its counters, and the {@code Retry-After} of its host. So the figures of
 * all destinations can be read here. Thread-safe.
 */
public final class CountersRegistry {

    /** More destinations than an application has, unless it makes them up as it goes. */
    private static final int KEPT = 100;

    /** What is kept of one destination. The limit is shared with other destinations on the same host. */
    record Kept(DeliveryCounters counters, HostRateLimit host) {}

    /** The destination that was opened last comes last. */
    private final Map<Destination, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final Metrics metrics = new Metrics(this::counters);

    CountersRegistry() {}

    /**
     * Returns what is kept of a destination, or creates it. Of many destinations that nobody uses, the oldest are forgotten.
     *
     * @param isInUse tells which destinations must be kept
     */
    synchronized Kept open(Destination destination, Predicate<Destination> isInUse) {
        Kept opened = kept.get(destination);
        if (opened == null) {
            opened = new Kept(new DeliveryCounters(destination), hostOf(destination));
            kept.put(destination, opened);
        }
        kept.keySet().removeIf(old -> kept.size() > KEPT && !old.equals(destination) && !isInUse.test(old));
        return opened;
    }

    private HostRateLimit hostOf(Destination destination) {
        String authority = destination.host().getAuthority();
        for (Map.Entry<Destination, Kept> other : kept.entrySet()) {
            if (other.getKey().host().getAuthority().equals(authority)) {
                return other.getValue().host();
            }
        }
        return new HostRateLimit();
    }

    private synchronized List<DeliveryCounters> counters() {
        return kept.values().stream().map(Kept::counters).toList();
    }

    /** Returns the figures of all destinations, including those no longer used; the one that was opened last comes last. */
    public List<DeliveryStats> stats() {
        return counters().stream().map(DeliveryCounters::stats).toList();
    }

    /** Returns what publishes these figures. */
    public Metrics metrics() {
        return metrics;
    }
}
