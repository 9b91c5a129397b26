package com.trubrics.appender.internal.delivery;

/** Encodes and sends batches, each on a thread of its own. The delivery thread calls it. */
interface BatchSender {

    /** Sends a batch, without waiting for the network. One {@link SendReport} tells what became of it. */
    void send(InFlightBatch batch);

    /** Makes an attempt fail soon. */
    void cancel(InFlightBatch batch);
}
