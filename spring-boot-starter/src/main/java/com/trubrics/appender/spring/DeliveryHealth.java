package com.trubrics.appender.spring;

import com.trubrics.appender.DeliveryStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The health of delivery, for the health indicators of both lines of Spring Boot. If events wait because the server does not
 * accept them, the application can still serve its users. Therefore the status is then {@code UNKNOWN}, which does not remove
 * the application from a load balancer, unless the application is configured differently.
 */
record DeliveryHealth(String status, Map<String, Object> details) {

    private static final String WELL = "UP";
    private static final String UNCLEAR = "UNKNOWN";
    private static final String FAILING = "DOWN";

    /** @param mayFail whether a problem makes the application {@code DOWN} */
    static DeliveryHealth of(List<DeliveryStats> destinations, boolean mayFail) {
        List<Map<String, Object>> details = new ArrayList<>();
        destinations.forEach(stats -> details.add(summary(stats)));
        return new DeliveryHealth(status(destinations, mayFail), Map.of("destinations", details));
    }

    private static String status(List<DeliveryStats> destinations, boolean mayFail) {
        if (destinations.stream().anyMatch(DeliveryHealth::isStuck)) {
            return mayFail ? FAILING : UNCLEAR;
        }
        return destinations.isEmpty() ? UNCLEAR : WELL;
    }

    /** A destination that is no longer in use keeps its last state, but no events. */
    private static boolean isStuck(DeliveryStats stats) {
        return stats.state() != DeliveryStats.State.OK && stats.pending() > 0;
    }

    private static Map<String, Object> summary(DeliveryStats stats) {
        Map<String, Object> summary = new LinkedHashMap<>(DeliveryFigures.of(stats));
        summary.keySet()
                .retainAll(
                        List.of("destination", "key", "state", "waitingEvents", "oldestEventAgeSeconds", "lastError"));
        return summary;
    }
}
