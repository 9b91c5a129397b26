package com.trubrics.appender.internal.transport;

import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import java.util.function.Consumer;

/**
 * Sends one batch and waits for the answer. Several sender threads call it at once, each with its own batch.
 *
 * <p>Failures of a server or the network never cause an exception; they are an {@link Outcome}. An {@link Error} is thrown
 * unchanged, and does not affect the next attempt.
 */
public interface Transport extends AutoCloseable {

    /** Opens transports. Does no I/O and starts no thread before the first {@link Transport#send}. */
    interface Opener {
        /**
         * Opens the transport for a destination.
         *
         * @param warnings receives, on any thread, warnings that are not part of an {@link Outcome}; does no I/O
         * @throws IllegalArgumentException if the destination's host cannot be used
         */
        Transport open(Destination destination, Consumer<String> warnings);
    }

    /**
     * Makes one attempt. Its only own time limit is {@code connectTimeout}: the caller enforces {@code requestTimeout} and
     * gives the signal. Within the attempt, the batch may be sent more than once if the first time showed nothing about it,
     * for example over a connection that no longer existed. If the thread is interrupted, the attempt may fail, and the flag
     * stays set.
     *
     * @param kind the kind of all events in the batch
     * @param batch at least one event; read before this returns, and reused by the caller afterwards
     * @param settings may differ from those of the previous attempt
     * @param signal makes the attempt fail soon; if it has been given already, nothing is sent
     */
    Outcome send(EventKind kind, EncodedBatch batch, DeliverySettings.Sending settings, CancelSignal signal);

    /** Permanently releases connections and threads. Does not wait. */
    @Override
    void close();
}
