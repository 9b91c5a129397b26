package com.trubrics.appender.micrometer;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.RuleStats;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one destination. They hold its statistics weakly, as meters do, and the core holds these strongly until this is
 * closed.
 */
final class DestinationMeters implements MetricsExporter.Export {

    private static final String NO_KEY = "none";

    private final MeterRegistry registry;
    private final Supplier<DeliveryStats> stats;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<String, Meter> rules = new HashMap<>();

    private DestinationMeters(MeterRegistry registry, Supplier<DeliveryStats> stats) {
        this.registry = registry;
        this.stats = stats;
        DeliveryStats now = stats.get();
        String key = now.keyFingerprint().isEmpty() ? NO_KEY : now.keyFingerprint();
        this.tags = Tags.of("destination", now.destination(), "key", key);
    }

    static MetricsExporter.Export register(MeterRegistry registry, Supplier<DeliveryStats> stats) {
        DestinationMeters registered = new DestinationMeters(registry, stats);
        try {
            registered.events();
            registered.memory();
            registered.requests();
            registered.state();
        } catch (RuntimeException e) {
            registered.close();
            throw e;
        }
        return registered;
    }

    private void events() {
        counter("trubrics.events.seen", "Calls recognised as events", DeliveryStats::seen);
        counter("trubrics.events.delivered", "Events that the server accepted", DeliveryStats::delivered);
        counter("trubrics.events.ignored", "Log calls without an event", DeliveryStats::ignored);
        for (DropReason reason : DropReason.values()) {
            counter(
                    "trubrics.events.dropped",
                    "Events that were dropped",
                    tags.and("reason", reason.name()),
                    now -> now.dropped(reason));
        }
    }

    private void memory() {
        gauge("trubrics.queue.events", "events", "Events that wait for a request", DeliveryStats::waitingEvents);
        gauge("trubrics.queue.bytes", "bytes", "Estimated size of waiting events", DeliveryStats::waitingBytes);
        gauge("trubrics.inflight.events", "events", "Events in requests in flight", DeliveryStats::inFlightEvents);
        gauge(
                "trubrics.inflight.bytes",
                "bytes",
                "Estimated size of events in requests in flight",
                DeliveryStats::inFlightBytes);
        age("trubrics.events.oldest.age", "Age of the oldest event in memory", DeliveryStats::oldestEventAge);
    }

    private void requests() {
        for (RequestOutcome outcome : RequestOutcome.values()) {
            meters.add(FunctionTimer.builder(
                            "trubrics.requests",
                            stats,
                            source -> count(source.get(), outcome),
                            source -> nanos(source.get(), outcome),
                            TimeUnit.NANOSECONDS)
                    .description("Requests and their duration")
                    .tags(tags.and("outcome", outcome.name()))
                    .register(registry));
        }
        counter(
                "trubrics.requests.retries",
                "Requests with events that had been sent before",
                tags,
                DeliveryStats::retries);
    }

    private static long count(DeliveryStats now, RequestOutcome outcome) {
        return now.requests().getOrDefault(outcome, 0L);
    }

    private static double nanos(DeliveryStats now, RequestOutcome outcome) {
        return now.requestTime().getOrDefault(outcome, Duration.ZERO).toNanos();
    }

    private void state() {
        gauge(
                "trubrics.delivery.state",
                null,
                "0: ok, 1: retrying, 2: refused, 3: unauthorized",
                now -> severity(now.state()));
        age("trubrics.delivery.state.age", "Time since the state last changed", DeliveryStats::stateAge);
        age(
                "trubrics.delivery.last.success.age",
                "Time since the server last accepted a request",
                DeliveryStats::lastSuccessAge);
    }

    /** Users have alerts on these numbers, so they must not change. */
    private static double severity(DeliveryStats.State state) {
        return switch (state) {
            case OK -> 0;
            case RETRYING -> 1;
            case REFUSED -> 2;
            case UNAUTHORIZED -> 3;
        };
    }

    private void counter(String name, String description, ToDoubleFunction<DeliveryStats> value) {
        counter(name, description, tags, value);
    }

    private void counter(String name, String description, Tags all, ToDoubleFunction<DeliveryStats> value) {
        meters.add(FunctionCounter.builder(name, stats, source -> value.applyAsDouble(source.get()))
                .description(description)
                .tags(all)
                .register(registry));
    }

    private void gauge(String name, @Nullable String unit, String description, ToDoubleFunction<DeliveryStats> value) {
        meters.add(Gauge.builder(name, stats, source -> value.applyAsDouble(source.get()))
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void age(String name, String description, Function<DeliveryStats, @Nullable Duration> value) {
        meters.add(TimeGauge.builder(name, stats, TimeUnit.SECONDS, source -> seconds(value.apply(source.get())))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private static double seconds(@Nullable Duration age) {
        return age == null ? Double.NaN : age.toNanos() / 1e9;
    }

    /** Rules appear and disappear with the configurations of appenders. */
    @Override
    public void refresh() {
        Set<String> present = new TreeSet<>();
        stats.get().rules().forEach(rule -> present.add(label(rule)));
        rules.entrySet().removeIf(entry -> {
            boolean gone = !present.contains(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue());
            }
            return gone;
        });
        present.forEach(label -> rules.computeIfAbsent(label, this::rule));
    }

    private Meter rule(String label) {
        return FunctionCounter.builder("trubrics.rules.matched", stats, source -> matched(source.get(), label))
                .description("Log lines that an event rule has matched")
                .tags(tags.and("rule", label))
                .register(registry);
    }

    private static double matched(DeliveryStats now, String label) {
        return now.rules().stream()
                .filter(rule -> label(rule).equals(label))
                .mapToLong(RuleStats::matched)
                .sum();
    }

    private static String label(RuleStats rule) {
        return rule.appender() + " #" + rule.position();
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
        meters.clear();
        rules.values().forEach(registry::remove);
        rules.clear();
    }
}
