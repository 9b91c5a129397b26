package com.trubrics.appender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one destination since the JVM started, and the state of its delivery. An immutable snapshot, which is
 * exact if nothing happened while it was taken. At every quiet moment, {@code seen = delivered + dropped + pending}.
 *
 * <p>{@link TrubricsClient#stats()} and {@link TrubricsClient#allStats()} return it. Applications should not implement
 * this interface, because later versions may add methods.
 */
public interface DeliveryStats {

    /** The states of delivery, the least severe first. */
    enum State {
        /** The last answers accepted events, or nothing has been sent yet. */
        OK,
        /** The last request failed; its events will be retried. */
        RETRYING,
        /** The server denies requests, and the events wait. */
        REFUSED,
        /** The server does not accept the API key, and the events wait. */
        UNAUTHORIZED
    }

    /** Returns the base URL that the events go to, followed by {@code (dry run)} in a dry run; never the API key. */
    String destination();

    /**
     * Returns four hexadecimal digits of the API key's SHA-256, which distinguish two keys on one host without revealing
     * them; empty without a key.
     */
    String keyFingerprint();

    /** Returns how many calls were recognised as events. */
    long seen();

    /** Returns how many events the server accepted. */
    long delivered();

    /** Returns how many events were dropped for each reason; every reason is present. */
    Map<DropReason, Long> droppedByReason();

    /** Returns how many events were dropped, for all reasons together. */
    default long dropped() {
        return droppedByReason().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many events were dropped for one reason. */
    default long dropped(DropReason reason) {
        return droppedByReason().getOrDefault(reason, 0L);
    }

    /** Returns how many events are in memory: {@link #waitingEvents()} and {@link #inFlightEvents()} together. */
    default long pending() {
        return waitingEvents() + inFlightEvents();
    }

    /** Returns how many log calls were not events. */
    long ignored();

    /** Returns the event rules of the appenders that send here, in the order of their configurations. */
    List<RuleStats> rules();

    /** Returns how many events wait for a request, including retries. */
    long waitingEvents();

    /** Returns the estimated size of the waiting events, in bytes. */
    long waitingBytes();

    /** Returns how many events are in requests in flight. */
    long inFlightEvents();

    /** Returns the estimated size of the events in requests in flight, in bytes. */
    long inFlightBytes();

    /** Returns how long the oldest event has been in memory; zero if there is none. */
    Duration oldestEventAge();

    /** Returns how many requests had each outcome; every outcome is present. */
    Map<RequestOutcome, Long> requests();

    /**
     * Returns the total duration of the requests of each outcome, from their start to the end of the answer or of the
     * attempt; every outcome is present. Divide it by {@link #requests()} for the mean.
     */
    Map<RequestOutcome, Duration> requestTime();

    /** Returns how many of the requests contained events that had been sent before. */
    long retries();

    /** Returns the state of delivery. If the two endpoints differ, returns the more severe state. */
    State state();

    /** Returns how long delivery has been in this {@linkplain #state() state}; zero if nothing has been sent yet. */
    Duration stateAge();

    /** Returns how long ago the server last accepted a request; null if it never has. */
    @Nullable
    Duration lastSuccessAge();

    /**
     * Returns the last failure in one line: the status or the kind of failure, and at most 200 characters of the server's
     * answer; null if none has occurred.
     */
    @Nullable
    String lastError();

    /** Returns how long ago the last failure occurred; null if none has occurred. */
    @Nullable
    Duration lastErrorAge();
}
