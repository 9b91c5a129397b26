package com.trubrics.appender.internal.config;

import com.trubrics.appender.Compression;
import com.trubrics.appender.OverflowPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the queue, the requests and the shutdown. All values are within their bounds: {@link SettingsReader} has
 * replaced the others, with a warning.
 */
public record DeliverySettings(Batching batching, Queueing queueing, Sending sending, Stopping stopping) {

    /** The same for a dry run, whose events are printed at once and in their order. */
    DeliverySettings oneByOne() {
        return new DeliverySettings(
                new Batching(batching.flushInterval, 1, batching.maxRequestBytes, batching.maxEventBytes),
                queueing,
                new Sending(1, sending.connectTimeout, sending.requestTimeout, sending.backoff, sending.compression),
                stopping);
    }

    /** Has its own {@code equals}, for the same reason as {@link Destination}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeliverySettings that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(
                List.of(
                        batching.flushInterval,
                        batching.flushBatchSize,
                        batching.maxRequestBytes,
                        batching.maxEventBytes),
                List.of(
                        queueing.capacity,
                        queueing.bytes,
                        queueing.overflow,
                        queueing.blockTimeout,
                        Optional.ofNullable(queueing.maxEventAge)),
                List.of(sending.maxInFlight, sending.connectTimeout, sending.requestTimeout, sending.compression),
                List.of(sending.backoff.initial, sending.backoff.max),
                List.of(stopping.timeout, stopping.jvmHook));
    }

    /**
     * When waiting events are sent, and how many together.
     *
     * @param flushInterval maximum time an event waits before it is sent; at least 1 s
     * @param flushBatchSize number of waiting events that triggers a flush, and the most that one request carries; 1 to
     *     100, and not above the queue's capacity
     * @param maxRequestBytes maximum size of a body; a larger event is sent alone
     * @param maxEventBytes maximum size of an encoded event; a larger one is dropped
     */
    public record Batching(Duration flushInterval, int flushBatchSize, int maxRequestBytes, int maxEventBytes) {}

    /**
     * How many events may be in memory, including those in flight, and what happens to further events.
     *
     * @param capacity maximum number of events; 1 to 16,000,000
     * @param bytes maximum number of estimated bytes; 1 to 512 GB
     * @param blockTimeout maximum time a caller waits for room under {@link OverflowPolicy#BLOCK}; may be zero
     * @param maxEventAge maximum age of an event that could not be delivered; null for no limit
     */
    public record Queueing(
            int capacity,
            long bytes,
            OverflowPolicy overflow,
            Duration blockTimeout,
            @Nullable Duration maxEventAge) {}

    /**
     * How requests are made.
     *
     * @param maxInFlight maximum number of concurrent requests; 1 to 64
     * @param connectTimeout time limit for opening a connection; at least 1 ms
     * @param requestTimeout time limit for a whole attempt; at least 1 ms
     */
    public record Sending(
            int maxInFlight,
            Duration connectTimeout,
            Duration requestTimeout,
            Backoff backoff,
            Compression compression) {}

    /**
     * Bounds of the exponential backoff.
     *
     * @param initial upper bound of the first wait; at least 1 ms
     * @param max upper bound of every wait; not below {@code initial}
     */
    public record Backoff(Duration initial, Duration max) {

        /** Returns the same bounds, but none above this one. */
        public Backoff atMost(Duration bound) {
            return new Backoff(initial.compareTo(bound) < 0 ? initial : bound, max.compareTo(bound) < 0 ? max : bound);
        }
    }

    /**
     * How delivery ends.
     *
     * @param timeout time to deliver what is left; may be zero
     * @param jvmHook whether to deliver at JVM exit even if nothing stops the logging framework
     */
    public record Stopping(Duration timeout, boolean jvmHook) {}
}
