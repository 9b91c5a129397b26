package com.trubrics.appender.delivery;

import com.trubrics.appender.json.EncodedBatch;
import com.trubrics.appender.json.EventEncoder;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread of this library: a daemon, so that it never holds the JVM; without the inheritable thread-locals of the
 * application thread that happened to start it, and without its class loader, be it in the thread's context or in what
 * Java remembers of the code that made it.
 *
 * <p>A sender keeps its encoder and its body buffer here: they are reused from request to request, and go when the
 * thread has been idle and ends.
 */
final class DeliveryThread extends Thread {

    private static final boolean INHERIT_NOTHING = false;

    private final EventEncoder encoder = new EventEncoder();
    private final EncodedBatch body = new EncodedBatch();

    DeliveryThread(Runnable work, String name) {
        super(null, work, name, 0, INHERIT_NOTHING);
        setDaemon(true);
        setContextClassLoader(DeliveryThread.class.getClassLoader());
    }

    static DeliveryThread of(Runnable work, String name) {
        return OwnAccess.only(() -> new DeliveryThread(work, name));
    }

    /** Names senders {@code trubrics-sender-1} and so on. */
    static ThreadFactory senders() {
        AtomicInteger number = new AtomicInteger();
        return work -> of(work, "trubrics-sender-" + number.incrementAndGet());
    }

    /** Whether the caller is one of ours, and so must not wait for one of ours. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof DeliveryThread;
    }

    EventEncoder encoder() {
        return encoder;
    }

    EncodedBatch body() {
        return body;
    }
}
