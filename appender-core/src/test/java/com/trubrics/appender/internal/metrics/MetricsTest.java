package com.trubrics.appender.internal.metrics;

import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Diagnostics;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.Destination.Secret;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.spi.MetricsExporter;
import com.trubrics.appender.testkit.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who publishes which destinations, from when, and until when. */
class MetricsTest {

    private static final DeliveryCounters ONE = counters("https://one.test", "key");
    private static final DeliveryCounters OTHER_KEY = counters("https://one.test", "another key");
    private static final DeliveryCounters TWO = counters("https://two.test", "key");

    private final List<DeliveryCounters> destinations = new CopyOnWriteArrayList<>();
    private final Metrics metrics = new Metrics(() -> List.copyOf(destinations), Patience.LIMIT);
    private final RecordingExporter exporter = new RecordingExporter();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Diagnostics diagnostics = (level, message, cause) -> said.add(level + " " + message + " " + cause);

    @TempDir
    private Path directory;

    private static DeliveryCounters counters(String host, String key) {
        return new DeliveryCounters(new Destination(URI.create(host), new Secret(key), null, false));
    }

    private void appear(DeliveryCounters counters) {
        destinations.add(counters);
        metrics.changed();
        metrics.awaitRemoval();
    }

    private void disappear(DeliveryCounters counters) {
        destinations.remove(counters);
        metrics.changed();
        metrics.awaitRemoval();
    }

    @Test
    void destinationsArePublishedAtOnceAndAsTheyCome() {
        appear(ONE);
        metrics.export(exporter, diagnostics);
        assertThat(exporter.published).hasSize(1);

        appear(OTHER_KEY);
        appear(TWO);
        assertThat(exporter.published).hasSize(3);
        assertThat(exporter.history).doesNotHaveDuplicates();
    }

    @Test
    void whatHasGoneIsRemoved() {
        appear(ONE);
        appear(TWO);
        MetricsExporter.Export all = metrics.export(exporter, diagnostics);
        disappear(ONE);
        assertThat(exporter.published)
                .singleElement()
                .satisfies(left -> assertThat(left.get().destination()).isEqualTo(TWO.destination()));

        all.close();
        assertThat(exporter.published).isEmpty();
        appear(OTHER_KEY);
        assertThat(exporter.published).isEmpty();
    }

    /** A proxy makes a destination of its own, and is no label. */
    @Test
    void ofTwoThatLookAlikeTheOneOpenedLastIsPublished() {
        DeliveryCounters alike = counters("https://one.test", "key");
        appear(ONE);
        metrics.export(exporter, diagnostics);
        alike.ignored();
        appear(alike);
        assertThat(exporter.published)
                .singleElement()
                .satisfies(shown -> assertThat(shown.get().ignored()).isEqualTo(1));

        disappear(alike);
        assertThat(exporter.published)
                .singleElement()
                .satisfies(shown -> assertThat(shown.get().ignored()).isZero());
    }

    @Test
    void aDestinationThatCannotBePublishedCostsAWarningAndNoOther() {
        MetricsExporter failing = stats -> {
            if (stats.get().destination().contains("one")) {
                throw new NoClassDefFoundError("io/micrometer/Meter");
            }
            return exporter.export(stats);
        };
        appear(ONE);
        appear(TWO);
        metrics.export(failing, diagnostics);
        metrics.changed();
        metrics.awaitRemoval();

        assertThat(exporter.published).hasSize(1);
        await().untilAsserted(() -> assertThat(said)
                .singleElement()
                .asString()
                .startsWith("WARNING")
                .contains("NoClassDefFoundError"));
    }

    @Test
    void whatCannotBeRemovedCostsAWarning() {
        appear(ONE);
        MetricsExporter.Export all = metrics.export(
                stats -> () -> {
                    throw new IllegalStateException("stuck");
                },
                diagnostics);
        all.close();
        await().untilAsserted(() -> assertThat(said).singleElement().asString().contains("WARNING", "stuck"));
    }

    @Test
    void newDestinationsArePublishedOnAThreadOfOurs() {
        metrics.export(exporter, diagnostics);
        appear(ONE);
        assertThat(exporter.threads).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("trubrics-metrics");
            assertThat(thread.isDaemon()).isTrue();
        });
        await().untilAsserted(() ->
                assertThat(exporter.threads).noneMatch(thread -> thread != Thread.currentThread() && thread.isAlive()));
    }

    @Test
    void anExporterThatHangsHoldsNobody() {
        CountDownLatch release = new CountDownLatch(1);
        metrics.export(
                stats -> {
                    awaitLatch(release);
                    return exporter.export(stats);
                },
                diagnostics);
        destinations.add(ONE);
        metrics.changed();
        metrics.changed();
        assertThat(exporter.published).isEmpty();
        release.countDown();
        await().untilAsserted(() -> assertThat(exporter.published).hasSize(1));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsPublishedLooksAgainWhenSomethingChanges() {
        AtomicInteger refreshed = new AtomicInteger();
        appear(ONE);
        metrics.export(
                stats -> new MetricsExporter.Export() {
                    @Override
                    public void refresh() {
                        refreshed.incrementAndGet();
                    }

                    @Override
                    public void close() {}
                },
                diagnostics);
        assertThat(refreshed).hasValue(1);
        metrics.changed();
        metrics.awaitRemoval();
        assertThat(refreshed).hasValue(2);
    }

    /** What {@link #contextLoader} makes known. */
    public static final class Found extends RecordingExporter {
        static final List<RecordingExporter> ALL = new CopyOnWriteArrayList<>();

        /** For the service loader. */
        public Found() {
            ALL.add(this);
        }
    }

    private URLClassLoader contextLoader(String... providers) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(MetricsExporter.class.getName()), List.of(providers));
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, MetricsTest.class.getClassLoader());
    }

    private void inContext(ClassLoader loader, Runnable action) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            action.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void usersShareAnExporterUntilTheLastOneLeaves() throws IOException {
        Found.ALL.clear();
        appear(ONE);
        try (URLClassLoader loader = contextLoader(Found.class.getName())) {
            inContext(loader, () -> {
                metrics.join("a user", diagnostics);
                metrics.join("another", diagnostics);
            });
            metrics.awaitRemoval();
            RecordingExporter found = Found.ALL.get(0);
            assertThat(found.published).hasSize(1);

            metrics.leave("a user");
            metrics.awaitRemoval();
            assertThat(found.published).hasSize(1);

            metrics.leave("another");
            metrics.leave("another");
            metrics.awaitRemoval();
            assertThat(found.published).isEmpty();
            assertThat(found.history).hasSize(2);
            assertThat(said).isEmpty();
        }
    }

    @Test
    void anExporterThatCannotBeLoadedCostsAWarningAndNoOther() throws IOException {
        Found.ALL.clear();
        appear(ONE);
        try (URLClassLoader loader = contextLoader("com.acme.Missing", Found.class.getName())) {
            inContext(loader, () -> metrics.join("a user", diagnostics));
            metrics.awaitRemoval();
            assertThat(Found.ALL.get(0).published).hasSize(1);
            await().untilAsserted(() -> assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("WARNING")
                    .contains("com.acme.Missing"));
            metrics.leave("a user");
            metrics.awaitRemoval();
        }
    }

    /** Has its own jar here, but not its metrics system. */
    public static final class WithoutItsSystem extends RecordingExporter {
        /** Called by the service loader. */
        public WithoutItsSystem() {
            throw new NoClassDefFoundError("io/acme/Metrics");
        }
    }

    @Test
    void anExporterWithoutItsMetricsSystemIsLeftOutAsIfItWereNotThere() throws IOException {
        try (URLClassLoader loader = contextLoader(WithoutItsSystem.class.getName())) {
            inContext(loader, () -> metrics.join("a user", diagnostics));
            metrics.awaitRemoval();
            await().untilAsserted(() -> assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains("trubrics-micrometer"));
            metrics.leave("a user");
            metrics.awaitRemoval();
        }
    }

    @Test
    void withoutMicrometerOneMessageSaysSo() {
        List<String> expected = new ArrayList<>(said);
        metrics.join("a user", diagnostics);
        metrics.join("another", diagnostics);
        metrics.awaitRemoval();
        await().untilAsserted(() -> assertThat(said)
                .hasSize(expected.size() + 1)
                .last()
                .asString()
                .startsWith("INFO")
                .contains("trubrics-micrometer"));
        metrics.leave("a user");
        metrics.leave("another");
        metrics.awaitRemoval();
    }
}
