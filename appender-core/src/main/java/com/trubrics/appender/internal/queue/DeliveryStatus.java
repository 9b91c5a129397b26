package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery to one destination is doing. The delivery thread writes it, any thread reads it; times are those of
 * {@link System#nanoTime}. Outlives pipelines as the {@link DeliveryCounters} do.
 */
public final class DeliveryStatus {

    /** Stands for the oldest event if there is none. */
    public static final long NO_EVENT = Long.MAX_VALUE;

    private final Map<RequestOutcome, Long> requests = new EnumMap<>(RequestOutcome.class);
    private final Map<RequestOutcome, Duration> requestTime = new EnumMap<>(RequestOutcome.class);
    private final Map<EventKind, State> states = new EnumMap<>(EventKind.class);
    private State state = State.OK;
    private @Nullable Long stateSince;
    private @Nullable Long lastSuccess;
    private @Nullable Long lastErrorAt;
    private @Nullable String lastError;
    private long retries;
    private long oldest = NO_EVENT;
    private long inFlightEvents;
    private long inFlightBytes;

    /** Before anything has been sent. */
    DeliveryStatus() {}

    /** Counts a request with events that were sent before. */
    public synchronized void retried() {
        retries++;
    }

    /**
     * Counts a request that has an outcome.
     *
     * @param detail the outcome in one line
     * @param took how long the request took
     */
    public synchronized void answered(RequestOutcome outcome, String detail, Duration took, long now) {
        requests.merge(outcome, 1L, Long::sum);
        requestTime.merge(outcome, took, Duration::plus);
        if (outcome == RequestOutcome.ACCEPTED) {
            lastSuccess = now;
        } else {
            lastError = detail;
            lastErrorAt = now;
        }
    }

    /** Sets the state of the endpoint of a kind. */
    public synchronized void enter(EventKind kind, State entered, long now) {
        states.put(kind, entered);
        State worst = State.OK;
        for (State each : states.values()) {
            worst = each.compareTo(worst) > 0 ? each : worst;
        }
        if (worst != state || stateSince == null) {
            state = worst;
            stateSince = now;
        }
    }

    /**
     * Sets what is in memory at the end of a step.
     *
     * @param oldestAcceptedAt when the oldest event was accepted, or {@link #NO_EVENT}
     */
    public synchronized void holds(long oldestAcceptedAt, long eventsInFlight, long bytesInFlight) {
        oldest = oldestAcceptedAt;
        inFlightEvents = eventsInFlight;
        inFlightBytes = bytesInFlight;
    }

    /** Returns the bytes of the memory budget that events hold. */
    public static long weightOf(Collection<QueuedEvent> events) {
        long bytes = 0;
        for (QueuedEvent event : events) {
            bytes += event.weight();
        }
        return bytes;
    }

    synchronized StatsSnapshot.Status snapshot(long now) {
        Duration stateAge = age(stateSince, now);
        Duration oldestAge = oldest == NO_EVENT ? null : age(oldest, now);
        return new StatsSnapshot.Status(
                state,
                stateAge == null ? Duration.ZERO : stateAge,
                age(lastSuccess, now),
                lastError,
                age(lastErrorAt, now),
                oldestAge == null ? Duration.ZERO : oldestAge,
                inFlightEvents,
                inFlightBytes,
                requests,
                requestTime,
                retries);
    }

    private static @Nullable Duration age(@Nullable Long since, long now) {
        return since == null ? null : Duration.ofNanos(Math.max(0, now - since));
    }
}
