package com.trubrics.appender;

import com.trubrics.appender.internal.delivery.PipelineRegistry;
import com.trubrics.appender.spi.OptionValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to Trubrics from code, through the same pipeline as the appenders: in batches, in the background, and with
 * limited memory and retries. Remaining events are delivered at {@link #close()} or at JVM exit.
 *
 * <pre>{@code
 * try (TrubricsClient client = TrubricsClient.builder().apiKey("...").build()) {
 *     client.track("u-42", "Sign Up", Map.of("plan", "pro"));
 * }
 * }</pre>
 *
 * <p>Thread-safe. No method throws because of what a server or a network does, and none blocks except {@link #flush},
 * {@link #close} and, under {@link OverflowPolicy#BLOCK}, the methods that track events.
 */
public final class TrubricsClient implements AutoCloseable {

    private final ClientPipeline pipeline;

    private TrubricsClient(ClientPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Returns a builder. Options that are not set come from system properties, environment variables, or the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a user event that happens now.
     *
     * @param properties may be empty; the values are copied immediately
     * @throws IllegalArgumentException if the user ID or the event's name is blank
     */
    public void track(String userId, String event, Map<String, ? extends @Nullable Object> properties) {
        track(UserEvent.builder(userId, event).properties(properties).build());
    }

    /** Sends a user event, on any thread. After {@link #close}, the event is counted as {@link DropReason#CLOSED}. */
    public void track(UserEvent event) {
        pipeline.offer(Objects.requireNonNull(event, "event"));
    }

    /**
     * Sends an LLM event whose generation is complete now.
     *
     * @param properties may be empty; the values are copied immediately
     * @throws IllegalArgumentException if the user ID is blank
     */
    public void trackLlm(
            String userId, String prompt, String generation, Map<String, ? extends @Nullable Object> properties) {
        trackLlm(LlmEvent.builder(userId, prompt, generation)
                .properties(properties)
                .build());
    }

    /** Sends an LLM event, on any thread. After {@link #close}, the event is counted as {@link DropReason#CLOSED}. */
    public void trackLlm(LlmEvent event) {
        pipeline.offer(Objects.requireNonNull(event, "event"));
    }

    /** Returns whether the client sends events. It does not if it is disabled or has unusable options. */
    public boolean isActive() {
        return pipeline.isActive();
    }

    /**
     * Sends all waiting events of this client's destination, including those of appenders and other clients that share
     * it, and waits until everything offered before this call has been delivered or dropped.
     *
     * @param timeout the maximum wait; if it is too short, the events stay in the pipeline and delivery continues
     * @return true if everything was delivered in time and no event of the destination was dropped since the previous flush
     *     (or since the pipeline started), for any {@linkplain DropReason reason} except {@link DropReason#FILTERED};
     *     always false if the client is not {@linkplain #isActive() active}. {@link #stats()} shows what was dropped
     */
    public boolean flush(Duration timeout) {
        return pipeline.flush(timeout);
    }

    /** Returns the counters of this client's destination, which it may share with appenders and other clients. */
    public DeliveryStats stats() {
        return pipeline.stats();
    }

    /** Returns the counters of all destinations of this application, including those no longer in use. */
    public static List<DeliveryStats> allStats() {
        return PipelineRegistry.ofTheApplication().figures().stats();
    }

    /**
     * Flushes all pipelines of this application, including those of appenders. Useful in a test, or before the environment
     * of a function is frozen.
     *
     * @param timeout the maximum wait, for all pipelines together
     * @return true if {@link #flush} would return true for every destination in use, and every appender and client that
     *     has been started and not stopped or closed is active
     */
    public static boolean flushAll(Duration timeout) {
        return PipelineRegistry.ofTheApplication().flushAll(timeout);
    }

    /**
     * Delivers the remaining events for at most {@code shutdownTimeout}, counts those that could not be delivered, and
     * releases the pipeline. Idempotent; does not throw.
     */
    @Override
    public void close() {
        pipeline.close();
    }

    /**
     * Builds a {@link TrubricsClient}. {@link Option} and {@code docs/configuration.md} describe the defaults and bounds of
     * the options. Not thread-safe.
     */
    public static final class Builder {

        private final OptionValues values = new OptionValues();
        private @Nullable Diagnostics diagnostics;
        private @Nullable EventFilter eventFilter;

        private Builder() {}

        /** Sets the project's API key; by default system property {@code trubrics.apiKey}, then {@code TRUBRICS_API_KEY}. */
        public Builder apiKey(@Nullable String key) {
            return option(Option.API_KEY, key);
        }

        /** Sets the base URL; by default system property {@code trubrics.host}, then {@code TRUBRICS_HOST}, then Trubrics. */
        public Builder host(@Nullable String url) {
            return option(Option.HOST, url);
        }

        /** Sets the maximum time an event waits before it is sent; at least 1 s, by default 10 s. */
        public Builder flushInterval(Duration interval) {
            return option(Option.FLUSH_INTERVAL, interval.toString());
        }

        /** Sets how many waiting events trigger a flush, and the maximum per request; 1 to 100, by default 20. */
        public Builder flushBatchSize(int events) {
            return option(Option.FLUSH_BATCH_SIZE, Integer.toString(events));
        }

        /** Sets the maximum number of events in memory, waiting and in flight together; by default 10,000. */
        public Builder queueCapacity(int events) {
            return option(Option.QUEUE_CAPACITY, Integer.toString(events));
        }

        /** Sets the maximum estimated size of all events in memory; by default 64 MB, but at most an eighth of the heap. */
        public Builder queueBytes(long bytes) {
            return option(Option.QUEUE_BYTES, Long.toString(bytes));
        }

        /** Sets what happens when the queue has no capacity for an event; by default the new event is dropped. */
        public Builder overflow(OverflowPolicy policy) {
            return option(Option.OVERFLOW, policy.toString());
        }

        /** Sets how long a caller waits for capacity with {@link OverflowPolicy#BLOCK}; by default 1 s. */
        public Builder blockTimeout(Duration timeout) {
            return option(Option.BLOCK_TIMEOUT, timeout.toString());
        }

        /** Sets the maximum number of concurrent requests; by default 8. */
        public Builder maxInFlight(int requests) {
            return option(Option.MAX_IN_FLIGHT, Integer.toString(requests));
        }

        /** Sets the time limit for opening a connection; by default 5 s. */
        public Builder connectTimeout(Duration timeout) {
            return option(Option.CONNECT_TIMEOUT, timeout.toString());
        }

        /** Sets the time limit for a whole attempt; by default 30 s. */
        public Builder requestTimeout(Duration timeout) {
            return option(Option.REQUEST_TIMEOUT, timeout.toString());
        }

        /** Sets the age at which an undelivered event is dropped, at least {@code flushInterval}; by default none. */
        public Builder maxEventAge(Duration age) {
            return option(Option.MAX_EVENT_AGE, age.toString());
        }

        /** Sets how long {@link #close} and JVM exit may take to deliver the remaining events; by default 5 s. */
        public Builder shutdownTimeout(Duration timeout) {
            return option(Option.SHUTDOWN_TIMEOUT, timeout.toString());
        }

        /** Sets how request bodies are compressed; by default not at all. */
        public Builder compression(Compression compression) {
            return option(Option.COMPRESSION, compression.toString());
        }

        /** Sets whether events are printed on standard output instead of being sent. Printing needs no key. */
        public Builder dryRun(boolean dryRun) {
            return option(Option.DRY_RUN, Boolean.toString(dryRun));
        }

        /** Sets the filter that receives each event last; by default none. It wins over a class that an option names. */
        public Builder eventFilter(@Nullable EventFilter filter) {
            this.eventFilter = filter;
            return this;
        }

        /**
         * Sets any option, with the syntax of an appender's configuration.
         *
         * @param text null for "not set"
         * @throws IllegalArgumentException if the option is {@linkplain Option#isForLogCalls() for log calls}
         */
        public Builder option(Option option, @Nullable String text) {
            if (option.isForLogCalls()) {
                throw new IllegalArgumentException(
                        "Option '" + option.key() + "' applies only to log calls, and a TrubricsClient has none");
            }
            values.set(option, text);
            return this;
        }

        /**
         * Sets where the client reports problems and recoveries. By default, option {@code reportTo} decides: the
         * {@link System.Logger} {@code com.trubrics}, and while the JVM exits, standard error as well.
         */
        public Builder diagnostics(Diagnostics sink) {
            this.diagnostics = sink;
            return this;
        }

        /**
         * Starts the client. Without an API key, or with an unusable system property or environment variable, it
         * reports a warning, and the client is not {@linkplain TrubricsClient#isActive() active}.
         *
         * @throws IllegalArgumentException if a value that was set here is unusable; the message names the options
         */
        public TrubricsClient build() {
            return new TrubricsClient(ClientStart.start(values, eventFilter, diagnostics));
        }
    }
}
