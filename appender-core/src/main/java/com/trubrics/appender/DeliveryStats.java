package com.trubrics.appender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account of one destination since the JVM started, and how its delivery is doing. A snapshot: immutable, and exact
 * if nothing happened while it was taken. At every quiet moment {@code seen = delivered + dropped + pending}.
 *
 * <p>Read it from {@link TrubricsClient#stats()} or {@link TrubricsClient#allStats()}; later versions may add methods,
 * so applications do not implement this interface.
 */
public interface DeliveryStats {

    /** How delivery is doing, the least severe first. */
    enum State {
        /** The last answers accepted events, or nothing has been sent yet. */
        OK,
        /** The last request failed; its events are sent again. */
        RETRYING,
        /** The server denies requests, and the events wait. */
        REFUSED,
        /** The server does not accept the API key, and the events wait. */
        UNAUTHORIZED
    }

    /** Returns the base URL that the events go to, with {@code (dry run)} after it for one; never the API key. */
    String destination();

    /**
     * Returns four hexadecimal digits of the API key's SHA-256, which tell two keys on one host apart and give neither
     * away; empty without a key.
     */
    String keyFingerprint();

    /** Returns how many calls were recognised as an event. */
    long seen();

    /** Returns how many events the server accepted. */
    long delivered();

    /** Returns the events that were given up, each under one reason; every reason is present. */
    Map<DropReason, Long> droppedByReason();

    /** Returns how many events were dropped, for whatever reason. */
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

    /** Returns how many log calls carried no event. */
    long ignored();

    /** Returns the event rules of the appenders that send here, in the order of their configurations. */
    List<RuleStats> rules();

    /** Returns how many events wait for a request, those to be sent again included. */
    long waitingEvents();

    /** Returns the estimated bytes of the events that wait. */
    long waitingBytes();

    /** Returns how many events are in requests under way. */
    long inFlightEvents();

    /** Returns the estimated bytes of the events in requests under way. */
    long inFlightBytes();

    /** Returns for how long the oldest event in memory has been there; zero if there is none. */
    Duration oldestEventAge();

    /** Returns how many requests came to each outcome; every outcome is present. */
    Map<RequestOutcome, Long> requests();

    /**
     * Returns how long the requests of each outcome took together, from their start to the end of the answer or of the
     * attempt; every outcome is present. Divided by {@link #requests()} it is the mean.
     */
    Map<RequestOutcome, Duration> requestTime();

    /** Returns how many of the requests carried events that had been sent before. */
    long retries();

    /** Returns how delivery is doing. If the two endpoints differ, this is the state of the worse one. */
    State state();

    /** Returns for how long delivery has been in this {@linkplain #state() state}; zero if nothing has been sent yet. */
    Duration stateAge();

    /** Returns how long ago the server last accepted a request; null if it never has. */
    @Nullable
    Duration lastSuccessAge();

    /**
     * Returns the last failure in one line: the status or the kind of failure, and of what the server said at most 200
     * characters; null if none has occurred.
     */
    @Nullable
    String lastError();

    /** Returns how long ago the last failure occurred; null if none has occurred. */
    @Nullable
    Duration lastErrorAge();
}
