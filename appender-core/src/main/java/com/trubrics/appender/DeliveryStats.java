package com.trubrics.appender;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of one pipeline since the JVM started. At every quiet moment
 * {@code seen = delivered + dropped + pending}.
 *
 * @param destination the base URL that the pipeline sends to; never the API key
 * @param seen calls recognised as an event
 * @param delivered events that the server took
 * @param droppedByReason events that were given up, each under one reason; every reason is present
 * @param pending events that wait or are on their way
 * @param ignored log calls that carried no event
 */
public record DeliveryStats(
        String destination,
        long seen,
        long delivered,
        Map<DropReason, Long> droppedByReason,
        long pending,
        long ignored) {

    /** Copies the map; a reason that is missing has dropped nothing. */
    public DeliveryStats {
        Map<DropReason, Long> complete = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            complete.put(reason, droppedByReason.getOrDefault(reason, 0L));
        }
        droppedByReason = Collections.unmodifiableMap(complete);
    }

    /** All dropped events together. */
    public long dropped() {
        return droppedByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The events dropped for one reason. */
    public long dropped(DropReason reason) {
        return droppedByReason.getOrDefault(reason, 0L);
    }
}
