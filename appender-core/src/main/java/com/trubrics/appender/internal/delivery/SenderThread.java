package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.thread.DeliveryThread;
import com.trubrics.appender.internal.thread.LeakFreeThreads;
import org.jspecify.annotations.Nullable;

/** A thread that encodes and sends. It creates its buffers for its first batch, and reuses them until it ends. */
final class SenderThread extends DeliveryThread {

    private @Nullable EventEncoder encoder;
    private @Nullable EncodedBatch body;

    private SenderThread(Runnable work, String name) {
        super(work, name);
    }

    /** Creates a thread that keeps nothing of the code that asks for it. */
    static SenderThread create(Runnable work, int number) {
        return LeakFreeThreads.privileged(() -> new SenderThread(work, "trubrics-sender-" + number));
    }

    /** Returns the calling thread, which must be a sender. */
    static SenderThread current() {
        return (SenderThread) Thread.currentThread();
    }

    EventEncoder encoder() {
        EventEncoder made = encoder == null ? new EventEncoder() : encoder;
        encoder = made;
        return made;
    }

    EncodedBatch body() {
        EncodedBatch made = body == null ? new EncodedBatch() : body;
        body = made;
        return made;
    }
}
