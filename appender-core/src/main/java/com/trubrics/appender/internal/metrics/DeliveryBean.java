package com.trubrics.appender.internal.metrics;

import com.trubrics.appender.DeliveryMXBean;
import com.trubrics.appender.DeliveryStats;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The statistics of one destination, with types that every JMX client supports. */
record DeliveryBean(Supplier<DeliveryStats> stats) implements DeliveryMXBean {

    @Override
    public String getDestination() {
        return stats.get().destination();
    }

    @Override
    public String getKey() {
        return stats.get().keyFingerprint();
    }

    @Override
    public long getSeen() {
        return stats.get().seen();
    }

    @Override
    public long getDelivered() {
        return stats.get().delivered();
    }

    @Override
    public long getDropped() {
        return stats.get().dropped();
    }

    @Override
    public Map<String, Long> getDroppedByReason() {
        return byName(stats.get().droppedByReason(), Function.identity());
    }

    @Override
    public long getIgnored() {
        return stats.get().ignored();
    }

    @Override
    public Map<String, Long> getMatchedByRule() {
        Map<String, Long> matched = new TreeMap<>();
        stats.get()
                .rules()
                .forEach(rule -> matched.merge(rule.appender() + " #" + rule.position(), rule.matched(), Long::sum));
        return matched;
    }

    @Override
    public long getWaitingEvents() {
        return stats.get().waitingEvents();
    }

    @Override
    public long getWaitingBytes() {
        return stats.get().waitingBytes();
    }

    @Override
    public long getInFlightEvents() {
        return stats.get().inFlightEvents();
    }

    @Override
    public long getInFlightBytes() {
        return stats.get().inFlightBytes();
    }

    @Override
    public double getOldestEventAgeSeconds() {
        return seconds(stats.get().oldestEventAge());
    }

    @Override
    public Map<String, Long> getRequests() {
        return byName(stats.get().requests(), Function.identity());
    }

    @Override
    public Map<String, Double> getRequestSeconds() {
        return byName(stats.get().requestTime(), DeliveryBean::seconds);
    }

    @Override
    public long getRetries() {
        return stats.get().retries();
    }

    @Override
    public String getState() {
        return stats.get().state().name();
    }

    @Override
    public double getStateAgeSeconds() {
        return seconds(stats.get().stateAge());
    }

    @Override
    public @Nullable Double getLastSuccessAgeSeconds() {
        return secondsOrNull(stats.get().lastSuccessAge());
    }

    @Override
    public @Nullable String getLastError() {
        return stats.get().lastError();
    }

    @Override
    public @Nullable Double getLastErrorAgeSeconds() {
        return secondsOrNull(stats.get().lastErrorAge());
    }

    private static <E extends Enum<E>, V, T> Map<String, T> byName(Map<E, V> figures, Function<V, T> converter) {
        Map<String, T> named = new TreeMap<>();
        figures.forEach((constant, figure) -> named.put(constant.name(), converter.apply(figure)));
        return named;
    }

    private static @Nullable Double secondsOrNull(@Nullable Duration duration) {
        return duration == null ? null : seconds(duration);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
