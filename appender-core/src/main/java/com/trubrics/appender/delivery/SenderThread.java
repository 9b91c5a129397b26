package com.trubrics.appender.delivery;

import com.trubrics.appender.json.EncodedBatch;
import com.trubrics.appender.json.EventEncoder;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Encodes and sends. Its encoder and its body's buffer are reused from request to request, and go when the thread has
 * been idle and ends.
 */
final class SenderThread extends DeliveryThread {

    private final EventEncoder encoder = new EventEncoder();
    private final EncodedBatch body = new EncodedBatch();

    private SenderThread(Runnable work, String name) {
        super(work, name);
    }

    /** Names them {@code trubrics-sender-1} and so on. */
    static ThreadFactory factory() {
        AtomicInteger number = new AtomicInteger();
        return work -> OwnAccess.only(() -> new SenderThread(work, "trubrics-sender-" + number.incrementAndGet()));
    }

    /** The calling thread, which must be one. */
    static SenderThread current() {
        return (SenderThread) Thread.currentThread();
    }

    EventEncoder encoder() {
        return encoder;
    }

    EncodedBatch body() {
        return body;
    }
}
