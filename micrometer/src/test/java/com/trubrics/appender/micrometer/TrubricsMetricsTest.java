package com.trubrics.appender.micrometer;

import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Option;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters of real destinations in real registries. */
class TrubricsMetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A server may have the port of an earlier one; the counters of a host and a key go on. */
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final int test = TESTS.incrementAndGet();
    private final SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void stopServer() {
        server.close();
    }

    private TrubricsClient client(String key, String... options) {
        TrubricsClient.Builder builder = TrubricsClient.builder()
                .apiKey(key + "-" + test)
                .host(server.host().toString())
                .flushInterval(Duration.ofHours(1))
                // On a busy machine a cold HTTP client alone may take seconds.
                .shutdownTimeout(Duration.ofMinutes(2))
                .diagnostics((level, message, cause) -> {});
        for (int i = 0; i < options.length; i += 2) {
            builder.option(requireNonNull(Option.named(options[i])), options[i + 1]);
        }
        return builder.build();
    }

    private static void track(TrubricsClient client) {
        client.track("u1", "Sign Up", Map.of());
    }

    private RequiredSearch meter(MeterRegistry in, TrubricsClient client, String name) {
        return in.get(name)
                .tag("destination", server.host().toString())
                .tag("key", client.stats().keyFingerprint());
    }

    private double counter(MeterRegistry in, TrubricsClient client, String name) {
        return meter(in, client, name).functionCounter().count();
    }

    private static List<Meter> ours(MeterRegistry in) {
        return in.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("trubrics."))
                .toList();
    }

    @Test
    void thisRunsOnTheVersionThatItIsMeantFor() {
        String jar = MeterRegistry.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        assertThat(jar).contains("micrometer-core-" + System.getProperty("trubrics.test.micrometerVersion"));
    }

    @Test
    void theMetersOfADestinationTellWhatItsStatsTell() {
        server.answerNext(1, ServerAnswer.refuse(503));
        try (TrubricsMetrics metrics = new TrubricsMetrics();
                TrubricsClient client = client("key", "initialBackoff", "1 ms")) {
            metrics.bindTo(registry);
            track(client);
            assertThat(meter(registry, client, "trubrics.queue.events").gauge().value())
                    .isEqualTo(1);
            assertThat(meter(registry, client, "trubrics.queue.bytes").gauge().value())
                    .isPositive();
            assertThat(meter(registry, client, "trubrics.delivery.last.success.age")
                            .timeGauge()
                            .value())
                    .isNaN();
            assertThat(client.flush(PATIENCE)).isTrue();

            assertThat(counter(registry, client, "trubrics.events.seen")).isEqualTo(1);
            assertThat(counter(registry, client, "trubrics.events.delivered")).isEqualTo(1);
            assertThat(counter(registry, client, "trubrics.requests.retries")).isEqualTo(1);
            assertThat(meter(registry, client, "trubrics.requests")
                            .tag("outcome", RequestOutcome.UNAVAILABLE.name())
                            .functionTimer()
                            .count())
                    .isEqualTo(1);
            assertThat(meter(registry, client, "trubrics.requests")
                            .tag("outcome", RequestOutcome.ACCEPTED.name())
                            .functionTimer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(meter(registry, client, "trubrics.delivery.state")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    void everyDropReasonAndEveryOutcomeHasItsMeter() {
        TrubricsClient client = client("key");
        client.close();
        track(client);
        try (TrubricsMetrics metrics = new TrubricsMetrics()) {
            metrics.bindTo(registry);

            assertThat(meter(registry, client, "trubrics.events.dropped").functionCounters())
                    .hasSize(DropReason.values().length);
            assertThat(meter(registry, client, "trubrics.events.dropped")
                            .tag("reason", "CLOSED")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(meter(registry, client, "trubrics.requests").functionTimers())
                    .hasSize(RequestOutcome.values().length);
        }
    }

    @Test
    void twoKeysOnOneHostHaveTheirOwnMeters() {
        try (TrubricsMetrics metrics = new TrubricsMetrics();
                TrubricsClient one = client("key-one")) {
            metrics.bindTo(registry);
            try (TrubricsClient two = client("key-two")) {
                track(one);
                track(two);
                track(two);
                await().ignoreException(MeterNotFoundException.class)
                        .untilAsserted(() -> assertThat(counter(registry, two, "trubrics.events.seen"))
                                .isEqualTo(2));
                assertThat(counter(registry, one, "trubrics.events.seen")).isEqualTo(1);
            }
        }
    }

    /** Micrometer holds what a meter reads weakly: a counter would fall back to zero. */
    @Test
    void countersKeepTheirValuesWhenEverythingIsForgotten() {
        try (TrubricsClient client = client("key")) {
            WeakReference<Object> forgotten = new WeakReference<>(bindAndForget());
            track(client);
            WeakReference<Object> garbage = new WeakReference<>(new Object());
            await().untilAsserted(() -> {
                System.gc();
                assertThat(garbage.get()).isNull();
            });
            assertThat(counter(registry, client, "trubrics.events.seen")).isEqualTo(1);
            assertThat(meter(registry, client, "trubrics.queue.events").gauge().value())
                    .isEqualTo(1);
            assertThat(forgotten).isNotNull();
        }
    }

    @SuppressWarnings("resource") // That is the point.
    private Object bindAndForget() {
        TrubricsMetrics metrics = new TrubricsMetrics();
        metrics.bindTo(registry);
        return metrics;
    }

    @Test
    void closingRemovesEveryMeter() {
        try (TrubricsClient client = client("key")) {
            TrubricsMetrics metrics = new TrubricsMetrics();
            metrics.bindTo(registry);
            int meters = ours(registry).size();
            metrics.bindTo(registry);
            assertThat(ours(registry)).hasSize(meters);

            metrics.close();
            metrics.close();
            assertThat(ours(registry)).isEmpty();
            metrics.bindTo(registry);
            assertThat(ours(registry)).hasSize(meters);
            metrics.close();
            assertThat(client.isActive()).isTrue();
        }
    }

    @Test
    void aRegistryThatDeniesOrRenamesMetersIsLeftEmptyToo() {
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("trubrics.requests"));
        registry.config().commonTags("application", "shop");
        try (TrubricsMetrics metrics = new TrubricsMetrics();
                TrubricsClient client = client("key")) {
            metrics.bindTo(registry);
            assertThat(meter(registry, client, "trubrics.events.seen")
                            .tag("application", "shop")
                            .functionCounters())
                    .hasSize(1);
        }
        assertThat(ours(registry)).isEmpty();
    }

    @Test
    void theOptionBindsToTheGlobalRegistryUntilTheLastOneStops() {
        Metrics.addRegistry(registry);
        try {
            TrubricsClient one = client("key-one", "metrics", "true");
            TrubricsClient two = client("key-two", "metrics", "true");
            track(one);
            // The meters are registered on a thread of their own; until then, looking for one throws.
            await().ignoreException(MeterNotFoundException.class)
                    .untilAsserted(() -> assertThat(counter(registry, one, "trubrics.events.seen"))
                            .isEqualTo(1));
            await().ignoreException(MeterNotFoundException.class)
                    .untilAsserted(() -> assertThat(counter(registry, two, "trubrics.events.seen"))
                            .isZero());

            one.close();
            assertThat(counter(registry, one, "trubrics.events.delivered")).isEqualTo(1);
            two.close();
            // A stop waits for the thread that removes them, but not for ever.
            await().untilAsserted(() -> assertThat(ours(Metrics.globalRegistry)).isEmpty());
            await().untilAsserted(() -> assertThat(ours(registry)).isEmpty());
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    @Test
    void aRegistryThatIsAddedLaterHasTheMetersToo() {
        try (TrubricsClient client = client("key", "metrics", "true")) {
            track(client);
            await().untilAsserted(() -> assertThat(ours(Metrics.globalRegistry)).isNotEmpty());
            Metrics.addRegistry(registry);
            await().ignoreException(MeterNotFoundException.class)
                    .untilAsserted(() -> assertThat(counter(registry, client, "trubrics.events.seen"))
                            .isEqualTo(1));
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    @Test
    void withoutTheOptionTheGlobalRegistryStaysAsItIs() {
        try (TrubricsClient client = client("key")) {
            track(client);
            assertThat(client.flush(PATIENCE)).isTrue();
            // Those of an earlier test may be about to go.
            await().untilAsserted(() -> assertThat(ours(Metrics.globalRegistry)).isEmpty());
        }
    }
}
