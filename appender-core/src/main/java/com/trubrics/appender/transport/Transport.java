package com.trubrics.appender.transport;

import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.json.EncodedBatch;

/**
 * Sends one body and waits for the answer. Called by several sender threads at once, each with its own body.
 *
 * <p>Never throws for what a server or the network does: that is an {@link Outcome}.
 */
public interface Transport extends AutoCloseable {

    /**
     * Makes one attempt. It has no bound of its own but for {@code connectTimeout}: whoever keeps {@code requestTimeout}
     * gives the signal. If the thread is interrupted the attempt may fail, and the flag stays set.
     *
     * @param body at least one event; read before this returns, and reused by the caller afterwards
     * @param settings may differ from those of the attempt before
     * @param signal makes the attempt fail soon; if it has been given already, nothing is sent
     */
    Outcome send(Endpoint endpoint, EncodedBatch body, DeliverySettings.Sending settings, CancelSignal signal);

    /** Lets connections and threads go, for good. Does not wait. */
    @Override
    void close();
}
