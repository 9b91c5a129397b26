package com.trubrics.appender;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one destination, for JMX. With the option {@code metrics=true} one is registered for each destination,
 * as {@code com.trubrics:type=Delivery,destination="...",key=...}; {@code key} is {@value #NO_KEY} without an API key. If
 * the name is taken, because two applications in one JVM have each their own copy of this library,
 * {@code instance=2} and so on is added.
 *
 * <p>{@link DeliveryStats} describes the figures. Times are in seconds, and counters go on as long as the JVM runs.
 * Later versions may add attributes, so applications do not implement this interface.
 */
public interface DeliveryMXBean {

    /** What stands for the key's fingerprint in a name if there is no API key. */
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

    /** Returns {@link DeliveryStats#droppedByReason()}, by the names of the reasons. */
    Map<String, Long> getDroppedByReason();

    /** Returns {@link DeliveryStats#ignored()}. */
    long getIgnored();

    /**
     * Returns how many log lines each of {@link DeliveryStats#rules()} has taken, by the appender's name and the rule's
     * place, as in {@code TRUBRICS #1}.
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

    /** Returns {@link DeliveryStats#requests()}, by the names of the outcomes. */
    Map<String, Long> getRequests();

    /** Returns {@link DeliveryStats#requestTime()} in seconds, by the names of the outcomes. */
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
