package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.RuleStats;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one destination at one moment. Its components have the names of the interface, so it has no methods that only
 * delegate. The maps that are passed in need only the keys that occurred.
 */
public record StatsSnapshot(
        String destination,
        String keyFingerprint,
        long seen,
        long delivered,
        Map<DropReason, Long> droppedByReason,
        long ignored,
        List<RuleStats> rules,
        long waitingEvents,
        long waitingBytes,
        long inFlightEvents,
        long inFlightBytes,
        Duration oldestEventAge,
        Map<RequestOutcome, Long> requests,
        Map<RequestOutcome, Duration> requestTime,
        long retries,
        State state,
        Duration stateAge,
        @Nullable Duration lastSuccessAge,
        @Nullable String lastError,
        @Nullable Duration lastErrorAge)
        implements DeliveryStats {

    /** Copies the collections. */
    public StatsSnapshot {
        droppedByReason = complete(DropReason.class, droppedByReason, 0L);
        rules = List.copyOf(rules);
        requests = complete(RequestOutcome.class, requests, 0L);
        requestTime = complete(RequestOutcome.class, requestTime, Duration.ZERO);
    }

    private static <E extends Enum<E>, V> Map<E, V> complete(Class<E> type, Map<E, V> some, V otherwise) {
        Map<E, V> complete = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            complete.put(constant, some.getOrDefault(constant, otherwise));
        }
        return Collections.unmodifiableMap(complete);
    }
}
