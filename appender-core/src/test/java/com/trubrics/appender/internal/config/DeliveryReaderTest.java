package com.trubrics.appender.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.Compression;
import com.trubrics.appender.Option;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.config.DeliverySettings.Batching;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.config.DeliverySettings.Sending;
import com.trubrics.appender.internal.config.DeliverySettings.Stopping;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryReaderTest {
    private static final int MB = 1 << 20;

    private static final DeliverySettings DEFAULTS = new DeliverySettings(
            new Batching(Duration.ofSeconds(10), 20, MB, MB),
            new Queueing(10_000, 64 * MB, OverflowPolicy.DROP_NEWEST, Duration.ofSeconds(1), null),
            new Sending(
                    8,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)),
                    Compression.NONE),
            new Stopping(Duration.ofSeconds(5), true));

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(Reading.withKey().settings().delivery()).isEqualTo(DEFAULTS);
    }

    @Test
    void readsEveryOption() {
        Reading reading = Reading.withKey()
                .set(Option.FLUSH_INTERVAL, "2 min")
                .set(Option.FLUSH_BATCH_SIZE, "100")
                .set(Option.MAX_REQUEST_BYTES, "2 MB")
                .set(Option.MAX_EVENT_BYTES, "512 KB")
                .set(Option.QUEUE_CAPACITY, " 500 ")
                .set(Option.QUEUE_BYTES, "16 MB")
                .set(Option.OVERFLOW, "Block")
                .set(Option.BLOCK_TIMEOUT, "0")
                .set(Option.MAX_IN_FLIGHT, "64")
                .set(Option.CONNECT_TIMEOUT, "PT2S")
                .set(Option.REQUEST_TIMEOUT, "10")
                .set(Option.INITIAL_BACKOFF, "1 ms")
                .set(Option.MAX_BACKOFF, "1 min")
                .set(Option.MAX_EVENT_AGE, "1 h")
                .set(Option.SHUTDOWN_TIMEOUT, "0")
                .set(Option.REGISTER_SHUTDOWN_HOOK, "false")
                .set(Option.COMPRESSION, "GZIP");

        assertThat(reading.settings().delivery())
                .isEqualTo(new DeliverySettings(
                        new Batching(Duration.ofMinutes(2), 100, 2 * MB, MB / 2),
                        new Queueing(500, 16 * MB, OverflowPolicy.BLOCK, Duration.ZERO, Duration.ofHours(1)),
                        new Sending(
                                64,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(10),
                                new Backoff(Duration.ofMillis(1), Duration.ofMinutes(1)),
                                Compression.GZIP),
                        new Stopping(Duration.ZERO, false)));
        assertThat(reading.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flushInterval        | soon         | must be a duration such as '500 ms', '10 s' or '2 min'; using 10 s.",
                "flushInterval        | 25 days      | must be at most 24 days (a bare number is seconds); using 10 s.",
                "flushBatchSize       | many         | must be a whole number; using 20.",
                "flushBatchSize       | 20.0         | must be a whole number; using 20.",
                "maxRequestBytes      | 1 TB         | must be a size such as '64 MB' or '512 KB', or a number of bytes; using 1 MB.",
                "maxEventBytes        | 0            | must be at least 1 byte; using 1 MB.",
                "queueCapacity        | 0            | must be at least 1; using 10000.",
                "queueCapacity        | -1           | must be at least 1; using 10000.",
                "queueBytes           | lots         | must be a size such as '64 MB' or '512 KB', or a number of bytes; using 64 MB,"
                        + " but at most an eighth of the heap.",
                "overflow             | dropNewest   | must be drop-newest, drop-oldest or block; using drop-newest.",
                "blockTimeout         | -1           | must be 0 or at least 1 ms; using 1 s.",
                "maxInFlight          | 0            | must be at least 1; using 8.",
                "connectTimeout       | 0            | must be at least 1 ms; using 5 s.",
                "requestTimeout       | -30 s        | must be at least 1 ms; using 30 s.",
                "initialBackoff       | 0 ms         | must be at least 1 ms; using 500 ms.",
                "maxBackoff           | never        | must be a duration such as '500 ms', '10 s' or '2 min'; using 30 s.",
                "maxEventAge          | old          | must be a duration such as '500 ms', '10 s' or '2 min'; using none.",
                "shutdownTimeout      | -1           | must be 0 or at least 1 ms; using 5 s.",
                "registerShutdownHook | 0            | must be true or false; using true.",
                "compression          | zstd         | must be none or gzip; using none."
            })
    void aBadValueGivesOneWarningAndTheDefault(String key, String text, String rest) {
        Reading reading = Reading.withKey().set(key, text);

        assertThat(reading.settings().delivery()).isEqualTo(DEFAULTS);
        assertThat(reading.warnings()).containsExactly("Option '" + key + "' is '" + text + "': " + rest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxEventAge     | 9 s           | must be at least 10 s; using 10 s.",
                "flushInterval   | 999 ms        | must be at least 1 s; using 1 s.",
                "flushInterval   | 0             | must be at least 1 s; using 1 s.",
                "flushInterval   | -5            | must be at least 1 s; using 1 s.",
                "flushInterval   | 5000          | a bare number is seconds; for milliseconds, write '5000 ms'; using 5000 s.",
                "flushBatchSize  | 101           | must be at most 100; using 100.",
                "flushBatchSize  | 9999999999    | must be at most 100; using 100.",
                "flushBatchSize  | 0             | must be at least 1; using 1.",
                "flushBatchSize  | -7            | must be at least 1; using 1.",
                "maxRequestBytes | 65 MB         | must be at most 64 MB; using 64 MB.",
                "maxEventBytes   | 9999999999 GB | must be at most 64 MB; using 64 MB.",
                "queueCapacity   | 16000001      | must be at most 16000000; using 16000000.",
                "queueBytes      | 2 GB          | must be at most 1024 MB; using 1024 MB.",
                "maxInFlight     | 65            | must be at most 64; using 64.",
                "initialBackoff  | 31 s          | must not be longer than maxBackoff; using 30 s.",
                "initialBackoff  | 5000          | a bare number is seconds; for milliseconds, write '5000 ms'; using 30 s.",
                "initialBackoff  | 3000000       | must be at most 24 days (a bare number is seconds); using 500 ms.",
                "blockTimeout    | 3600.5        | a bare number is seconds; for milliseconds, write '3600.5 ms'; using 3600500 ms.",
                "queueBytes      | 100           | must be at least 64 KB; using 64 KB.",
                "flushBatchSize  | 99999999999999999999 | must be at most 100; using 100.",
                "flushBatchSize  | -99999999999999999999999999 | must be at least 1; using 1.",
                "maxInFlight     | 000000000000000000000000000065 | must be at most 64; using 64.",
                "queueCapacity   | +99999999999999999999 | must be at most 16000000; using 16000000.",
                "maxEventBytes   | 99999999999999999999999999999999999999999999999999999999 | must be at most 64 MB; using 64 MB.",
                "requestTimeout  | 99999999999999999999999999999999999999999999999999999999 s | must be at most 24 days (a bare number is seconds); using 30 s.",
                "requestTimeout  | 30000         | a bare number is seconds; for milliseconds, write '30000 ms'; using 30000 s."
            })
    void aValueOutOfBoundsIsBroughtBackWithOneWarning(String key, String text, String rest) {
        assertThat(Reading.withKey().set(key, text).warnings())
                .containsExactly("Option '" + key + "' is '" + text + "': " + rest);
    }

    @Test
    void boundsHold() {
        DeliverySettings low = Reading.withKey()
                .set(Option.FLUSH_INTERVAL, "1 ms")
                .set(Option.FLUSH_BATCH_SIZE, "0")
                .settings()
                .delivery();
        assertThat(low.batching().flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(low.batching().flushBatchSize()).isEqualTo(1);

        DeliverySettings high = Reading.withKey()
                .heap(1024 * Sizes.GB)
                .set(Option.FLUSH_BATCH_SIZE, "1000")
                .set(Option.MAX_REQUEST_BYTES, "1 GB")
                .set(Option.QUEUE_CAPACITY, "2147483648")
                .set(Option.QUEUE_BYTES, "1000 GB")
                .settings()
                .delivery();
        assertThat(high.batching().flushBatchSize()).isEqualTo(100);
        assertThat(high.batching().maxRequestBytes()).isEqualTo(64 * MB);
        assertThat(high.queueing().capacity()).isEqualTo(16_000_000);
        assertThat(high.queueing().bytes()).isEqualTo(512 * Sizes.GB);
    }

    @Test
    void aSmallHeapMakesASmallQueue() {
        assertThat(Reading.withKey()
                        .heap(80 * Sizes.MB)
                        .settings()
                        .delivery()
                        .queueing()
                        .bytes())
                .isEqualTo(10 * Sizes.MB);
    }

    @Test
    void aBatchFitsIntoTheQueue() {
        Reading reading = Reading.withKey().set(Option.QUEUE_CAPACITY, "5");
        assertThat(reading.settings().delivery().batching().flushBatchSize()).isEqualTo(5);
        assertThat(reading.warnings())
                .describedAs("about an option that nobody has set")
                .isEmpty();

        reading.set(Option.FLUSH_BATCH_SIZE, "10");
        assertThat(reading.settings().delivery().batching().flushBatchSize()).isEqualTo(5);
        assertThat(reading.warnings())
                .containsExactly("Option 'flushBatchSize' is '10': must not be larger than queueCapacity; using 5.");
    }

    @Test
    void theFirstBackoffIsNotAboveTheLast() {
        Reading reading = Reading.withKey().set(Option.MAX_BACKOFF, "100 ms");

        assertThat(reading.settings().delivery().sending().backoff())
                .isEqualTo(new Backoff(Duration.ofMillis(100), Duration.ofMillis(100)));
        assertThat(reading.warnings()).isEmpty();
    }
}
