package com.trubrics.appender.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Compression;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Destination.Secret;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.transport.CancelSignal;
import com.trubrics.appender.internal.transport.Outcome;
import com.trubrics.appender.internal.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What tests send, and under which settings. */
public final class Samples {

    /** Must never be seen anywhere but in its header. */
    public static final String KEY = "s3cret-k3y";

    private static final Backoff NO_BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "clock");
        thread.setDaemon(true);
        return thread;
    });

    private Samples() {}

    public static DeliverySettings.Sending settings() {
        return within(AMPLE);
    }

    public static DeliverySettings.Sending within(Duration requestTimeout) {
        return new DeliverySettings.Sending(8, AMPLE, requestTimeout, NO_BACKOFF, Compression.NONE);
    }

    public static DeliverySettings.Sending compressed() {
        return new DeliverySettings.Sending(8, AMPLE, AMPLE, NO_BACKOFF, Compression.GZIP);
    }

    /** One attempt, which is given up when {@code requestTimeout} is over: the delivery thread's part. */
    public static Outcome send(
            Transport transport, EventKind kind, EncodedBatch body, DeliverySettings.Sending settings) {
        CancelSignal signal = new CancelSignal();
        Future<?> clock =
                CLOCK.schedule(signal::cancel, settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return transport.send(kind, body, settings, signal);
        } finally {
            clock.cancel(false);
        }
    }

    /** A transport that warns nobody. */
    public static OkHttpTransport open(Destination destination) {
        return open(destination, Jvm.real());
    }

    public static OkHttpTransport open(Destination destination, Jvm jvm) {
        return new OkHttpTransport(destination, warning -> {}, jvm);
    }

    public static UserEvent event(String userId) {
        return UserEvent.builder(userId, "e")
                .timestamp(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
    }

    public static LlmEvent llmEvent(String userId) {
        return LlmEvent.builder(userId, "p", "g")
                .timestamp(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
    }

    public static Destination destination(String host) {
        return new Destination(URI.create(host), new Secret(KEY), null, false);
    }

    public static Destination destination(String host, Destination.Proxy proxy) {
        return new Destination(URI.create(host), new Secret(KEY), proxy, false);
    }

    public static EncodedBatch batch(Event... events) {
        EncodedBatch batch = new EncodedBatch();
        EventEncoder encoder = new EventEncoder();
        for (Event event : events) {
            assertThat(encoder.append(event, batch, Integer.MAX_VALUE, Integer.MAX_VALUE))
                    .isEqualTo(EventEncoder.Result.ADDED);
        }
        return batch;
    }
}
