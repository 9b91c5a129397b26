package com.trubrics.appender.internal.transport;

import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import java.util.function.Consumer;

/**
 * Sends one batch and waits for the answer. Several sender threads call it at once, each with its own batch.
 *
 * <p>Never throws for what a server or the network does: that is an {@link Outcome}. An {@link Error} comes out as it
 * is, and leaves nothing behind that would fail the next attempt.
 */
public interface Transport extends AutoCloseable {

    /** Opens transports. Does no I/O and starts no thread: that is left to the first {@link Transport#send}. */
    interface Opener {
        /**
         * Opens the transport for a destination.
         *
         * @param warnings receives, on any thread, what the user should know and no {@link Outcome} says; does no I/O
         * @throws IllegalArgumentException if the destination's host cannot be used
         */
        Transport open(Destination destination, Consumer<String> warnings);
    }

    /**
     * Makes one attempt. It has no bound of its own but for {@code connectTimeout}: the caller keeps {@code
     * requestTimeout} and gives the signal. Within the attempt the batch may travel more than once, where the first time
     * said nothing about it: over a connection that was no longer there, for example. If the thread is interrupted the
     * attempt may fail, and the flag stays set.
     *
     * @param kind of all events in the batch
     * @param batch at least one event; read before this returns, and reused by the caller afterwards
     * @param settings may differ from those of the attempt before
     * @param signal makes the attempt fail soon; if it has been given already, nothing is sent
     */
    Outcome send(EventKind kind, EncodedBatch batch, DeliverySettings.Sending settings, CancelSignal signal);

    /** Lets connections and threads go, for good. Does not wait. */
    @Override
    void close();
}
