package com.trubrics.appender.internal.delivery;

/** Encodes and sends batches, each on a thread of its own. The delivery thread calls it. */
interface BatchSender {

    /** Begins to send a batch, without waiting for the network. The result is one {@link SendReport}. */
    void send(InFlightBatch batch);

    /** Makes an attempt fail soon. */
    void cancel(InFlightBatch batch);
}
