package com.trubrics.appender.spring;

import com.trubrics.appender.DeliveryMXBean;
import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.RuleStats;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one destination in a form that all JSON libraries write in the same way. They have the names of
 * {@link DeliveryMXBean}; unknown values are absent.
 */
final class DeliveryFigures {

    private DeliveryFigures() {}

    /** Returns the statistics in a readable order. */
    static Map<String, Object> of(DeliveryStats stats) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("destination", stats.destination());
        figures.put("key", stats.keyFingerprint());
        figures.put("state", stats.state().name());
        figures.put("stateAgeSeconds", seconds(stats.stateAge()));
        figures.put("seen", stats.seen());
        figures.put("delivered", stats.delivered());
        figures.put("dropped", stats.dropped());
        figures.put("droppedByReason", stats.droppedByReason());
        figures.put("ignored", stats.ignored());
        figures.put("waitingEvents", stats.waitingEvents());
        figures.put("waitingBytes", stats.waitingBytes());
        figures.put("inFlightEvents", stats.inFlightEvents());
        figures.put("inFlightBytes", stats.inFlightBytes());
        figures.put("oldestEventAgeSeconds", seconds(stats.oldestEventAge()));
        addRequests(figures, stats);
        figures.put("rules", stats.rules().stream().map(DeliveryFigures::of).toList());
        return figures;
    }

    private static void addRequests(Map<String, Object> figures, DeliveryStats stats) {
        Map<RequestOutcome, Double> times = new EnumMap<>(RequestOutcome.class);
        stats.requestTime().forEach((outcome, time) -> times.put(outcome, seconds(time)));
        figures.put("requests", stats.requests());
        figures.put("requestSeconds", times);
        figures.put("retries", stats.retries());
        addAge(figures, "lastSuccessAgeSeconds", stats.lastSuccessAge());
        String error = stats.lastError();
        if (error != null) {
            figures.put("lastError", error);
        }
        addAge(figures, "lastErrorAgeSeconds", stats.lastErrorAge());
    }

    private static void addAge(Map<String, Object> figures, String name, @Nullable Duration age) {
        if (age != null) {
            figures.put(name, seconds(age));
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static Map<String, Object> of(RuleStats rule) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("appender", rule.appender());
        figures.put("position", rule.position());
        figures.put("event", rule.event());
        figures.put("matched", rule.matched());
        return figures;
    }
}
