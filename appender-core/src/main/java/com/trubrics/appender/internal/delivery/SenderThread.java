package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.thread.DeliveryThread;
import com.trubrics.appender.internal.thread.LeakFreeThreads;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and sends. Its encoder and its body's buffer are made at the first batch, are reused from batch to batch, and
 * go when the thread has been idle and ends.
 */
final class SenderThread extends DeliveryThread {

    private @Nullable EventEncoder encoder;
    private @Nullable EncodedBatch body;

    private final Runnable onDeath;

    private SenderThread(Runnable work, String name, Runnable onDeath) {
        super(work, name);
        this.onDeath = onDeath;
    }

    /**
     * Names them {@code trubrics-sender-1} and so on.
     *
     * @param onDeath called on a thread that somebody stops
     */
    static ThreadFactory factory(AtomicInteger number, Runnable onDeath) {
        return work -> LeakFreeThreads.privileged(
                () -> new SenderThread(work, "trubrics-sender-" + number.incrementAndGet(), onDeath));
    }

    @Override
    public void run() {
        boolean alive = false;
        try {
            super.run();
            alive = true;
        } finally {
            if (!alive) {
                onDeath.run();
            }
        }
    }

    /** The calling thread, which must be one. */
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
