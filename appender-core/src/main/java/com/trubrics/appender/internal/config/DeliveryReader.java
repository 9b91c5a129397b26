package com.trubrics.appender.internal.config;

import static java.util.Objects.requireNonNullElse;

import com.trubrics.appender.Compression;
import com.trubrics.appender.Option;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.config.DeliverySettings.Batching;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.config.DeliverySettings.Sending;
import com.trubrics.appender.internal.config.DeliverySettings.Stopping;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the options of the queue, the requests and the shutdown. */
final class DeliveryReader {
    /** The official SDKs have the same minimum. */
    private static final Duration MIN_FLUSH_INTERVAL = Duration.ofSeconds(1);

    /** The API accepts no more events in one array. */
    private static final int MAX_BATCH_SIZE = 100;

    /** A body is one array in memory, and no server accepts a larger one. */
    private static final long MAX_BODY_BYTES = 64 * Sizes.MB;

    /** The queue packs its two counters into one long: 24 bits for events, 40 for bytes, with some bits kept free. */
    private static final int MAX_CAPACITY = 16_000_000;

    /** With less, hardly any event would fit. */
    private static final long MIN_QUEUE_BYTES = 64 * Sizes.KB;

    private static final long MAX_QUEUE_BYTES = 512 * Sizes.GB;

    private static final long DEFAULT_QUEUE_BYTES = 64 * Sizes.MB;

    private static final int DEFAULT_SHARE_OF_HEAP = 8;

    /** Each request in flight costs a thread and a connection. */
    private static final int MAX_IN_FLIGHT = 64;

    private final OptionReader options;
    private final long maxHeapBytes;

    DeliveryReader(OptionReader options, long maxHeapBytes) {
        this.options = options;
        this.maxHeapBytes = maxHeapBytes;
    }

    DeliverySettings read() {
        Duration interval = options.duration(Option.FLUSH_INTERVAL, Durations::parse);
        Duration flushInterval = options.atLeast(MIN_FLUSH_INTERVAL, Option.FLUSH_INTERVAL, interval, Durations::show);
        Queueing queueing = queueing(flushInterval);
        return new DeliverySettings(batching(flushInterval, queueing.capacity()), queueing, sending(), stopping());
    }

    private Batching batching(Duration flushInterval, int capacity) {
        return new Batching(
                flushInterval,
                batchSize(capacity),
                bodyBytes(Option.MAX_REQUEST_BYTES),
                bodyBytes(Option.MAX_EVENT_BYTES));
    }

    private int batchSize(int capacity) {
        int size = options.read(Option.FLUSH_BATCH_SIZE, Numbers::parse);
        size = options.atLeast(1, Option.FLUSH_BATCH_SIZE, size, String::valueOf);
        size = options.atMost(MAX_BATCH_SIZE, Option.FLUSH_BATCH_SIZE, size, String::valueOf);
        if (size > capacity) {
            // A batch that never fills would be sent only by the interval.
            options.replaced(Option.FLUSH_BATCH_SIZE, "must not be larger than queueCapacity", "" + capacity);
        }
        return Math.min(size, capacity);
    }

    private int bodyBytes(Option option) {
        return (int) size(option, options.read(option, Sizes::parse), MAX_BODY_BYTES);
    }

    private Queueing queueing(Duration flushInterval) {
        int capacity = options.read(Option.QUEUE_CAPACITY, Numbers::positive);
        long usual = Math.min(DEFAULT_QUEUE_BYTES, maxHeapBytes / DEFAULT_SHARE_OF_HEAP);
        long bytes = requireNonNullElse(options.readOrNull(Option.QUEUE_BYTES, Sizes::parse), usual);
        return new Queueing(
                options.atMost(MAX_CAPACITY, Option.QUEUE_CAPACITY, capacity, String::valueOf),
                queueBytes(bytes),
                options.choice(Option.OVERFLOW, OverflowPolicy.class),
                options.duration(Option.BLOCK_TIMEOUT, Durations::zeroOrPositive),
                maxEventAge(flushInterval));
    }

    /** An event that waits for its flush must not expire before. */
    private @Nullable Duration maxEventAge(Duration flushInterval) {
        Duration age = options.durationOrNull(Option.MAX_EVENT_AGE, Durations::positive);
        return age == null ? null : options.atLeast(flushInterval, Option.MAX_EVENT_AGE, age, Durations::show);
    }

    private long queueBytes(long bytes) {
        long enough = options.atLeast(MIN_QUEUE_BYTES, Option.QUEUE_BYTES, bytes, Sizes::show);
        return size(Option.QUEUE_BYTES, enough, Math.min(maxHeapBytes, MAX_QUEUE_BYTES));
    }

    private long size(Option option, long bytes, long most) {
        return options.atMost(most, option, bytes, Sizes::show);
    }

    private Sending sending() {
        int inFlight = options.read(Option.MAX_IN_FLIGHT, Numbers::positive);
        return new Sending(
                options.atMost(MAX_IN_FLIGHT, Option.MAX_IN_FLIGHT, inFlight, String::valueOf),
                options.duration(Option.CONNECT_TIMEOUT, Durations::positive),
                options.duration(Option.REQUEST_TIMEOUT, Durations::positive),
                backoff(),
                options.choice(Option.COMPRESSION, Compression.class));
    }

    private Backoff backoff() {
        Duration max = options.duration(Option.MAX_BACKOFF, Durations::positive);
        Duration initial = options.durationUpTo(max, Option.MAX_BACKOFF, Option.INITIAL_BACKOFF, Durations::positive);
        return new Backoff(initial, max);
    }

    private Stopping stopping() {
        return new Stopping(
                options.duration(Option.SHUTDOWN_TIMEOUT, Durations::zeroOrPositive),
                options.flag(Option.REGISTER_SHUTDOWN_HOOK));
    }
}
