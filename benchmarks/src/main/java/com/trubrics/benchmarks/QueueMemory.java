package com.trubrics.benchmarks;

import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an event takes in memory, heap and buffers outside it, while it waits behind a server that does not answer: prints
 * {@code waiting <bytes an event> <bytes of its JSON>}. Its texts are its own, as those of a request are, and not shared
 * with other events.
 */
final class QueueMemory {
    /** So many occupy all requests, and have everything made that is made once. */
    private static final int AHEAD = 2_000;

    /** Together they fit into the queue of each candidate. */
    private static final int MEASURED = 6_000;

    private QueueMemory() {}

    /** Arguments: candidate, port of a sink that answers after a minute. */
    public static void main(String... args) {
        Session session = Candidate.valueOf(args[0]).open(Integer.parseInt(args[1]));
        log(session, AHEAD);
        long before = heldBytes();
        log(session, MEASURED);
        long held = heldBytes() - before;
        System.out.println(String.format(Locale.ROOT, "waiting %.1f %d", (double) held / MEASURED, jsonBytes()));
        System.out.flush();
        // Nobody waits for what waits.
        Runtime.getRuntime().halt(0);
    }

    private static void log(Session session, int events) {
        for (int i = 0; i < events; i++) {
            session.enter(Workload.MDC);
            session.log(Workload.MDC);
        }
    }

    private static long heldBytes() {
        // Until what is taken from a first queue lies where it will wait.
        long settled = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() - settled < 0) {
            LockSupport.parkNanos(settled - System.nanoTime());
        }
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + outsideBytes();
    }

    /** loki4j keeps what it has encoded in buffers outside the heap. */
    private static long outsideBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static int jsonBytes() {
        EncodedBatch body = new EncodedBatch();
        new EventEncoder().append(EncoderLimit.event(Workload.MDC), body, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return body.size() - "[]".length();
    }
}
