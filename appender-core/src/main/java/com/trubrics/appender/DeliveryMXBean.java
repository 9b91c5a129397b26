package com.trubrics.appender;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one destination, for JMX. With the option {@code metrics=true}, an MBean is registered for each
 * destination, as {@code com.trubrics:type=Delivery,destination="...",key=...}. Without an API key, {@code key} is
 * {@value #NO_KEY}. If two applications in one JVM each have their own copy of this library, the name of the second MBean
 * also has {@code instance=2}, and so on.
 *
 * <p>{@link DeliveryStats} describes the values. Times are in seconds. Counters continue as long as the JVM runs.
 * Applications should not implement this interface, because later versions may add attributes.
 */
public interface DeliveryMXBean {

    /** Replaces the key's fingerprint in a name if there is no API key. */
    String NO_KEY = "none";

    /** Returns {@link DeliveryStats#destination()}. */
    String getDestination();

    /** Returns {@link DeliveryStats#keyFingerprint()}. */
    String getKey();

    /** Returns {@link DeliveryStats#seen()}. */
    long getSeen();

    /** Returns {@link DeliveryStats#delivered()}. */
    long getDelivered();

    /** Returns {@link DeliveryStats#dropped()}. */
    long getDropped();

    /** Returns {@link DeliveryStats#droppedByReason()}, keyed by the names of the reasons. */
    Map<String, Long> getDroppedByReason();

    /** Returns {@link DeliveryStats#ignored()}. */
    long getIgnored();

    /**
     * Returns how many log lines each of {@link DeliveryStats#rules()} has matched, keyed by the appender's name and the rule's
     * position, as in {@code TRUBRICS #1}.
     */
    Map<String, Long> getMatchedByRule();

    /** Returns {@link DeliveryStats#waitingEvents()}. */
    long getWaitingEvents();

    /** Returns {@link DeliveryStats#waitingBytes()}. */
    long getWaitingBytes();

    /** Returns {@link DeliveryStats#inFlightEvents()}. */
    long getInFlightEvents();

    /** Returns {@link DeliveryStats#inFlightBytes()}. */
    long getInFlightBytes();

    /** Returns {@link DeliveryStats#oldestEventAge()} in seconds. */
    double getOldestEventAgeSeconds();

    /** Returns {@link DeliveryStats#requests()}, keyed by the names of the outcomes. */
    Map<String, Long> getRequests();

    /** Returns {@link DeliveryStats#requestTime()} in seconds, keyed by the names of the outcomes. */
    Map<String, Double> getRequestSeconds();

    /** Returns {@link DeliveryStats#retries()}. */
    long getRetries();

    /** Returns the name of {@link DeliveryStats#state()}. */
    String getState();

    /** Returns {@link DeliveryStats#stateAge()} in seconds. */
    double getStateAgeSeconds();

    /** Returns {@link DeliveryStats#lastSuccessAge()} in seconds; null if no request has been accepted. */
    @Nullable
    Double getLastSuccessAgeSeconds();

    /** Returns {@link DeliveryStats#lastError()}; null if none has occurred. */
    @Nullable
    String getLastError();

    /** Returns {@link DeliveryStats#lastErrorAge()} in seconds; null if none has occurred. */
    @Nullable
    Double getLastErrorAgeSeconds();
}
