package com.trubrics.appender.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The application threads of a {@link MemoryProgram}: each logs as fast as it can, and between its log calls works with
 * memory of its own. Whatever a log call throws, or does to that memory, is a failure.
 */
final class Producers {
    /** How many. */
    static final int THREADS = 64;

    /** What each holds of the heap for itself: together an eighth of it, as much as the appender may by default. */
    private static final int OWN_BYTES = 128 * 1024;

    /** An own buffer is replaced after so many log calls. */
    private static final int CALLS_PER_BUFFER = 8;

    private final MemoryProgram.Logging logging;
    private final Payload payload;
    private final AtomicLong logged = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean enough;

    /**
     * What they did.
     *
     * @param logged log calls that returned
     * @param longestCall the longest single one
     * @param time from the first to the last
     */
    record Outcome(long logged, Duration longestCall, Duration time) {}

    Producers(MemoryProgram.Logging logging, Payload payload) {
        this.logging = logging;
        this.payload = payload;
    }

    /** Lets them log until somebody who waits for something has come back, and waits for their end. */
    Outcome during(Runnable wait) throws InterruptedException {
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < THREADS; n++) {
            byte mark = (byte) n;
            Thread thread = new Thread(() -> produce(mark), "producer-" + n);
            thread.setUncaughtExceptionHandler((failed, thrown) -> failure.compareAndSet(null, thrown));
            threads.add(thread);
            thread.start();
        }
        wait.run();
        enough = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("an application thread was harmed", failure.get());
        }
        return new Outcome(
                logged.get(), Duration.ofNanos(longestNanos.get()), Duration.ofNanos(System.nanoTime() - begin));
    }

    private void produce(byte mark) {
        byte[] own = filled(mark);
        for (int n = 0; !enough; n++) {
            if (n % CALLS_PER_BUFFER == 0) {
                byte[] next = filled(mark);
                check(own, mark);
                own = next;
            }
            log(mark + "-" + n);
        }
        check(own, mark);
    }

    private void log(String id) {
        Map<String, Object> fields = payload.fields(id);
        long begin = System.nanoTime();
        logging.log(fields);
        long took = System.nanoTime() - begin;
        longestNanos.accumulateAndGet(took, Math::max);
        logged.incrementAndGet();
    }

    private static byte[] filled(byte mark) {
        byte[] bytes = new byte[OWN_BYTES];
        Arrays.fill(bytes, mark);
        return bytes;
    }

    private static void check(byte[] own, byte mark) {
        for (byte one : own) {
            if (one != mark) {
                throw new AssertionError("memory of the application has changed");
            }
        }
    }
}
