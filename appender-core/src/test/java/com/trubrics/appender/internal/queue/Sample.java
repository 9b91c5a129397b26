package com.trubrics.appender.internal.queue;

import com.trubrics.appender.Compression;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.config.DeliverySettings.Batching;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.config.DeliverySettings.Sending;
import com.trubrics.appender.internal.config.DeliverySettings.Stopping;
import com.trubrics.appender.internal.event.EventSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Events that tests can tell apart by their numbers. */
public final class Sample {

    public static final int WEIGHT = 300;

    private Sample() {}

    public static UserEvent event(int number) {
        return new UserEvent("u", "e" + number, Map.of(), Instant.EPOCH);
    }

    public static LlmEvent llmEvent(int number) {
        return LlmEvent.builder("u", "p" + number, "g").timestamp(Instant.EPOCH).build();
    }

    /** An event whose one property has so many characters. */
    public static UserEvent large(int number, int characters) {
        return UserEvent.builder("u", "e" + number)
                .property("text", "x".repeat(characters))
                .build();
    }

    /** The events of these numbers, which are their sequences too. */
    public static List<QueuedEvent> queued(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Sample::queued).toList();
    }

    public static QueuedEvent queued(int number) {
        UserEvent event = event(number);
        return new QueuedEvent(event, number, 0, EventSize.asJson(event), WEIGHT);
    }

    /** None for what is not there. */
    public static List<String> names(@Nullable List<QueuedEvent> events) {
        return events == null ? List.of() : events.stream().map(Sample::name).toList();
    }

    public static String name(QueuedEvent queued) {
        return name(queued.event());
    }

    public static String name(Event event) {
        return event instanceof UserEvent user ? user.event() : ((LlmEvent) event).prompt();
    }

    public static DeliverySettings settings(int batchSize, int maxInFlight) {
        return settings(
                batchSize, maxInFlight, new Queueing(10_000, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null));
    }

    public static DeliverySettings settings(int batchSize, int maxInFlight, Queueing queueing) {
        return new DeliverySettings(
                new Batching(Duration.ofSeconds(10), batchSize, 1 << 20, 1 << 20),
                queueing,
                new Sending(
                        maxInFlight,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                        Compression.NONE),
                new Stopping(Duration.ofSeconds(5), false));
    }
}
