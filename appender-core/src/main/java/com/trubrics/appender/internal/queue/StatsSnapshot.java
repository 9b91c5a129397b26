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
 * The figures of one destination at one moment.
 *
 * @param counters what happened to events
 * @param status how delivery is doing
 * @param rules how often the event rules of its appenders have been applied
 */
public record StatsSnapshot(
        String destination, String keyFingerprint, Counters counters, Status status, List<RuleStats> rules)
        implements DeliveryStats {

    /** Copies the list. */
    public StatsSnapshot {
        rules = List.copyOf(rules);
    }

    /**
     * What happened to events.
     *
     * @param dropped only the reasons that occurred need be present
     * @param pending events in memory
     * @param pendingBytes their estimated bytes
     */
    public record Counters(
            long seen, long delivered, Map<DropReason, Long> dropped, long ignored, long pending, long pendingBytes) {

        /** Of a client that sends nothing. */
        static final Counters NONE = new Counters(0, 0, Map.of(), 0, 0, 0);

        /** Copies the map; a reason that is missing has dropped nothing. */
        public Counters {
            dropped = complete(DropReason.class, dropped, 0L);
        }
    }

    /**
     * How delivery is doing.
     *
     * @param requests only the outcomes that occurred need be present
     * @param requestTime how long the requests of each outcome took together
     */
    public record Status(
            State state,
            Duration stateAge,
            @Nullable Duration lastSuccessAge,
            @Nullable String lastError,
            @Nullable Duration lastErrorAge,
            Duration oldestEventAge,
            long inFlightEvents,
            long inFlightBytes,
            Map<RequestOutcome, Long> requests,
            Map<RequestOutcome, Duration> requestTime,
            long retries) {

        /** Before anything has been sent. */
        public static final Status NEW =
                new Status(State.OK, Duration.ZERO, null, null, null, Duration.ZERO, 0, 0, Map.of(), Map.of(), 0);

        /** Copies the maps; an outcome that is missing has not occurred. */
        public Status {
            requests = complete(RequestOutcome.class, requests, 0L);
            requestTime = complete(RequestOutcome.class, requestTime, Duration.ZERO);
        }
    }

    /** Returns the figures of a client that sends nothing. */
    public static StatsSnapshot inactive() {
        return new StatsSnapshot("(inactive)", "", Counters.NONE, Status.NEW, List.of());
    }

    private static <E extends Enum<E>, V> Map<E, V> complete(Class<E> type, Map<E, V> some, V otherwise) {
        Map<E, V> complete = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            complete.put(constant, some.getOrDefault(constant, otherwise));
        }
        return Collections.unmodifiableMap(complete);
    }

    @Override
    public long seen() {
        return counters.seen;
    }

    @Override
    public long delivered() {
        return counters.delivered;
    }

    @Override
    public Map<DropReason, Long> droppedByReason() {
        return counters.dropped;
    }

    @Override
    public long pending() {
        return counters.pending;
    }

    @Override
    public long ignored() {
        return counters.ignored;
    }

    @Override
    public long waitingEvents() {
        return Math.max(0, counters.pending - status.inFlightEvents);
    }

    @Override
    public long waitingBytes() {
        return Math.max(0, counters.pendingBytes - status.inFlightBytes);
    }

    @Override
    public long inFlightEvents() {
        return status.inFlightEvents;
    }

    @Override
    public long inFlightBytes() {
        return status.inFlightBytes;
    }

    @Override
    public Duration oldestEventAge() {
        return status.oldestEventAge;
    }

    @Override
    public Map<RequestOutcome, Long> requests() {
        return status.requests;
    }

    @Override
    public Map<RequestOutcome, Duration> requestTime() {
        return status.requestTime;
    }

    @Override
    public long retries() {
        return status.retries;
    }

    @Override
    public State state() {
        return status.state;
    }

    @Override
    public Duration stateAge() {
        return status.stateAge;
    }

    @Override
    public @Nullable Duration lastSuccessAge() {
        return status.lastSuccessAge;
    }

    @Override
    public @Nullable String lastError() {
        return status.lastError;
    }

    @Override
    public @Nullable Duration lastErrorAge() {
        return status.lastErrorAge;
    }
}
