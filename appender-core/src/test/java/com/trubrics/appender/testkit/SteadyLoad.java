package com.trubrics.appender.testkit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Several application threads that log an event each every millisecond, until they are told to end: so many that every
 * reconfiguration meets some, and so few that the queue can hold those of a stalled server.
 */
final class SteadyLoad {
    private static final int THREADS = 3;

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(THREADS);
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    private final List<ScheduledFuture<?>> loggers;

    private SteadyLoad(IntConsumer log) {
        loggers = IntStream.range(0, THREADS)
                .<ScheduledFuture<?>>mapToObj(
                        n -> threads.scheduleAtFixedRate(() -> logOne(log), 0, 1, TimeUnit.MILLISECONDS))
                .toList();
    }

    /**
     * Returns when it has begun.
     *
     * @param log logs the event with this number
     */
    static SteadyLoad start(IntConsumer log) throws InterruptedException {
        SteadyLoad load = new SteadyLoad(log);
        load.begun.await();
        return load;
    }

    private void logOne(IntConsumer log) {
        int id = ids.incrementAndGet();
        log.accept(id);
        logged.add(Integer.toString(id));
        begun.countDown();
    }

    /** Ends it and returns the numbers of all events; fails if a log call has thrown. */
    List<String> end() throws ExecutionException, InterruptedException {
        loggers.forEach(logger -> logger.cancel(false));
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("a log call does not return");
        }
        for (ScheduledFuture<?> logger : loggers) {
            try {
                logger.get();
            } catch (CancellationException asIntended) {
                // One that has thrown is done, and cannot be cancelled any more.
            }
        }
        return List.copyOf(logged);
    }
}
