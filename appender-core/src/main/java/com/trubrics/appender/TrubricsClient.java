package com.trubrics.appender;

import com.trubrics.appender.delivery.Lease;
import com.trubrics.appender.delivery.Pipelines;
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
 * {@link #flush}, {@link #close} and, under {@code overflow=block}, {@link #track}. A client without usable options takes
 * nothing, and has said why.
 */
public final class TrubricsClient implements AutoCloseable {

    private final @Nullable Lease lease;

    TrubricsClient(@Nullable Lease lease) {
        this.lease = lease;
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
        if (lease != null) {
            lease.offer(event);
        }
    }

    /**
     * Sends what waits and waits for it: for all that any user of the same destination has offered before.
     *
     * @param timeout at most so long; the events stay in the pipeline if it is too short
     * @return whether all of it was delivered; true if nothing waits, as in a client that takes nothing
     */
    public boolean flush(Duration timeout) {
        return lease == null || lease.flush(timeout);
    }

    /** The account of this client's destination, which it may share with appenders and other clients. */
    public DeliveryStats stats() {
        return lease == null ? new DeliveryStats("(inactive)", 0, 0, Map.of(), 0, 0) : lease.stats();
    }

    /** The accounts of all destinations of this application, also of those no longer in use. */
    public static List<DeliveryStats> allStats() {
        return Pipelines.ofTheApplication().allStats();
    }

    /**
     * Flushes every pipeline of this application, whoever uses it: before a function's environment is frozen, or in a
     * test.
     *
     * @return whether everything was delivered in time
     */
    public static boolean flushAll(Duration timeout) {
        return Pipelines.ofTheApplication().flushAll(timeout);
    }

    /**
     * Delivers what is left, at most for {@code shutdownTimeout}, counts what could not be, and gives the pipeline back.
     * Idempotent; does not throw.
     */
    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
