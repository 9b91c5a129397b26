package com.trubrics.appender.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How events wait, travel and stop. Values are within their bounds: {@link SettingsReader} has warned about and
 * replaced the others.
 */
public record DeliverySettings(Batching batching, Queueing queueing, Sending sending, Stopping stopping) {

    /** Compares itself, as {@link Destination} does and for the same reason. */
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
     * When waiting events leave, and how many together.
     *
     * @param flushInterval no waiting event gets older before it is sent; at least 1 s
     * @param flushBatchSize this many waiting events trigger a flush, and no request carries more; 1 to 100, and not
     *     above the queue's capacity
     * @param maxRequestBytes a body stays below it, unless a single event is larger
     * @param maxEventBytes a larger encoded event is dropped
     */
    public record Batching(Duration flushInterval, int flushBatchSize, int maxRequestBytes, int maxEventBytes) {}

    /**
     * How much waits in memory, in flight included, and what happens beyond that.
     *
     * @param capacity events; 1 to 16,000,000
     * @param bytes estimated bytes; 1 to 512 GB
     * @param blockTimeout how long a caller waits for room under {@link Overflow#BLOCK}; may be zero
     * @param maxEventAge an event that could not be delivered for so long is dropped; null: none is
     */
    public record Queueing(
            int capacity,
            long bytes,
            Overflow overflow,
            Duration blockTimeout,
            @Nullable Duration maxEventAge) {}

    /**
     * How requests are made.
     *
     * @param maxInFlight concurrent requests; 1 to 64
     * @param connectTimeout to open a connection; at least 1 ms
     * @param requestTimeout for a whole attempt; at least 1 ms
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
     * @param initial at least 1 ms
     * @param max not below {@code initial}
     */
    public record Backoff(Duration initial, Duration max) {}

    /**
     * What happens at the end.
     *
     * @param timeout the budget for delivering what is left; may be zero
     * @param jvmHook whether to deliver at JVM exit even where nobody stops the logging framework
     */
    public record Stopping(Duration timeout, boolean jvmHook) {}

    /** What to do with an event for which there is no room. */
    public enum Overflow {
        /** The new event is dropped. */
        DROP_NEWEST("drop-newest"),
        /** The event that has waited longest is dropped. */
        DROP_OLDEST("drop-oldest"),
        /** The caller waits up to {@code blockTimeout}. */
        BLOCK("block");

        private final String text;

        Overflow(String text) {
            this.text = text;
        }

        /** The value of option {@code overflow}. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** How bodies are compressed. */
    public enum Compression {
        /** Not at all. */
        NONE("none"),
        /** With gzip, until the server has refused the first that came so. */
        GZIP("gzip");

        private final String text;

        Compression(String text) {
            this.text = text;
        }

        /** The value of option {@code compression}. */
        @Override
        public String toString() {
            return text;
        }
    }
}
