package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static com.trubrics.appender.testkit.Patience.await;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Threads that log numbered events as fast as they can, and know at any time which of their calls have returned. */
final class LogStream {
    private final LoggingSystem system;
    private final int cap;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicIntegerArray returned;
    private final ExecutorService threads;
    private final List<Future<?>> work = new ArrayList<>();
    private volatile boolean over;

    /**
     * Not yet started.
     *
     * @param cap events in all; then it ends by itself
     */
    LogStream(LoggingSystem system, int threads, int cap) {
        this.system = system;
        this.cap = cap;
        this.returned = new AtomicIntegerArray(threads);
        this.threads = Executors.newFixedThreadPool(threads);
    }

    void start() {
        for (int n = 0; n < returned.length(); n++) {
            int thread = n;
            work.add(threads.submit(() -> log(thread)));
        }
    }

    private void log(int thread) {
        while (!over && begun.incrementAndGet() <= cap) {
            int number = returned.get(thread);
            // Above INFO, which Logback's AsyncAppender throws away when it is nearly full.
            system.log(line().at(Level.WARNING)
                    .field("event", "Tick")
                    .field("id", id(thread, number))
                    .field("user_id", "u"));
            returned.set(thread, number + 1);
        }
    }

    /** Waits until so many calls have returned. */
    void awaitReturned(int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofNanos(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> sum() >= count);
    }

    private int sum() {
        int sum = 0;
        for (int n = 0; n < returned.length(); n++) {
            sum += returned.get(n);
        }
        return sum;
    }

    /** The ids of the events whose log calls have returned by now. */
    Set<String> finished() {
        Set<String> ids = new HashSet<>();
        for (int thread = 0; thread < returned.length(); thread++) {
            for (int number = 0; number < returned.get(thread); number++) {
                ids.add(id(thread, number));
            }
        }
        return ids;
    }

    /** Lets the calls under way return; whatever one of them threw fails here. */
    void end() {
        over = true;
        threads.shutdown();
        try {
            for (Future<?> one : work) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("an application thread was harmed", e);
        }
    }

    private static String id(int thread, int number) {
        return thread + "-" + number;
    }
}
