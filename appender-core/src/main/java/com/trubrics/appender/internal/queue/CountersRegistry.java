package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.internal.config.Destination;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The counters of each destination. Those of a destination that is no longer used are kept, so that they can still be
 * read and go on when the destination is used again; of many the one opened longest ago is forgotten. Not thread-safe.
 */
public final class CountersRegistry {

    /** More destinations than an application has, unless it makes them up as it goes. */
    private static final int KEPT = 100;

    private final Map<Destination, DeliveryCounters> counters = new LinkedHashMap<>(16, 0.75f, true);

    /** With no counters yet. */
    public CountersRegistry() {}

    /**
     * The counters of a destination, new or as they were left.
     *
     * @param isInUse says which others must be kept
     */
    public DeliveryCounters open(Destination destination, Predicate<Destination> isInUse) {
        DeliveryCounters opened = counters.computeIfAbsent(destination, DeliveryCounters::new);
        if (counters.size() > KEPT) {
            counters.keySet().removeIf(old -> counters.size() > KEPT && !old.equals(destination) && !isInUse.test(old));
        }
        return opened;
    }

    /** All of them, the one opened last at the end. */
    public List<DeliveryStats> stats() {
        return counters.values().stream().map(DeliveryCounters::stats).toList();
    }
}
