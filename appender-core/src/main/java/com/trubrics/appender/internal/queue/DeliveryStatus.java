package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery to one destination is doing. The delivery thread writes it; {@link DeliveryCounters} reads the fields
 * under this lock. Times are those of {@link System#nanoTime}. Outlives pipelines as the counters do.
 */
public final class DeliveryStatus {

    /** Stands for the time of an event that is not there, or that has not happened. */
    public static final long NO_EVENT = Long.MAX_VALUE;

    final Map<RequestOutcome, Long> requests = new EnumMap<>(RequestOutcome.class);
    final Map<RequestOutcome, Duration> requestTime = new EnumMap<>(RequestOutcome.class);
    private final Map<EventKind, State> states = new EnumMap<>(EventKind.class);
    State state = State.OK;
    long stateSince = NO_EVENT;
    long lastSuccess = NO_EVENT;
    long lastErrorAt = NO_EVENT;

    @Nullable
    String lastError;

    long retries;
    long oldest = NO_EVENT;
    long inFlightEvents;
    long inFlightBytes;

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
        State worst = Collections.max(states.values());
        if (worst != state || stateSince == NO_EVENT) {
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

    static @Nullable Duration age(long since, long now) {
        return since == NO_EVENT ? null : ageOrZero(since, now);
    }

    static Duration ageOrZero(long since, long now) {
        return since == NO_EVENT ? Duration.ZERO : Duration.ofNanos(Math.max(0, now - since));
    }
}
