package com.trubrics.appender;

import com.trubrics.appender.delivery.PipelineHandle;
import com.trubrics.appender.delivery.PipelineRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to Trubrics from code, through the same pipeline as the appenders: in batches, in the background,
 * bounded, retried, and complete at {@link #close()} or at JVM exit.
 *
 * <pre>{@code
 * try (TrubricsClient client = TrubricsClient.builder().apiKey("...").build()) {
 *     client.track(UserEvent.builder("user_id", "Sign Up").property("country", "USA").build());
 * }
 * }</pre>
 *
 * <p>Thread-safe. Nothing here throws for what a server, a network or a configuration does, and nothing blocks but
 * {@link #flush}, {@link #close} and, under {@code overflow=block}, {@link #track}. A client without usable options
 * logs a warning and sends no events.
 */
public final class TrubricsClient implements AutoCloseable {

    private final @Nullable PipelineHandle handle;

    private TrubricsClient(@Nullable PipelineHandle handle) {
        this.handle = handle;
    }

    /** A client with a handle of a pipeline. */
    static TrubricsClient active(PipelineHandle handle) {
        return new TrubricsClient(handle);
    }

    /** An inactive client. */
    static TrubricsClient inactive() {
        TrubricsClient client = new TrubricsClient(null);
        PipelineRegistry.ofTheApplication().inactiveUsers().add(client);
        return client;
    }

    /** Starts a client; what is not set comes from the system properties and the environment, then from the defaults. */
    public static TrubricsClientBuilder builder() {
        return new TrubricsClientBuilder();
    }

    /** Takes a user event. Any thread; after {@link #close} it is counted as {@link DropReason#CLOSED}. */
    public void track(UserEvent event) {
        offer(Objects.requireNonNull(event, "event"));
    }

    /** Takes an LLM event. Any thread; after {@link #close} it is counted as {@link DropReason#CLOSED}. */
    public void trackLlm(LlmEvent event) {
        offer(Objects.requireNonNull(event, "event"));
    }

    private void offer(Event event) {
        if (handle != null) {
            handle.offer(event);
        }
    }

    /** Whether the client sends events. It does not if it is disabled, or if its options are unusable. */
    public boolean isActive() {
        return handle != null;
    }

    /**
     * Sends all waiting events of this client's destination, including those of appenders and other clients that share
     * it, and waits until everything offered before this call has been delivered or dropped.
     *
     * @param timeout the longest wait; if it is too short, the events stay in the pipeline and delivery goes on
     * @return true if everything was delivered in time and no event of the destination was dropped, for whatever
     *     {@linkplain DropReason reason}, since the previous flush (or since the pipeline started); always false on a
     *     client that is not {@linkplain #isActive() active}. {@link #stats()} tells what was dropped
     */
    public boolean flush(Duration timeout) {
        return handle != null && handle.flush(timeout);
    }

    /** The account of this client's destination, which it may share with appenders and other clients. */
    public DeliveryStats stats() {
        return handle == null ? new DeliveryStats("(inactive)", 0, 0, Map.of(), 0, 0) : handle.stats();
    }

    /** The accounts of all destinations of this application, also of those no longer in use. */
    public static List<DeliveryStats> allStats() {
        return PipelineRegistry.ofTheApplication().allStats();
    }

    /**
     * Flushes all pipelines of this application, including those of appenders. Useful in a test, or before the environment
     * of a function is frozen.
     *
     * @param timeout the longest wait, for all pipelines together
     * @return true if {@link #flush} would return true for every destination in use, and every appender and client that
     *     has been started and not stopped or closed is active
     */
    public static boolean flushAll(Duration timeout) {
        return PipelineRegistry.ofTheApplication().flushAll(timeout);
    }

    /**
     * Delivers what is left, at most for {@code shutdownTimeout}, counts what could not be, and gives the pipeline back.
     * Idempotent; does not throw.
     */
    @Override
    public void close() {
        if (handle == null) {
            PipelineRegistry.ofTheApplication().inactiveUsers().remove(this);
        } else {
            handle.close();
        }
    }
}
