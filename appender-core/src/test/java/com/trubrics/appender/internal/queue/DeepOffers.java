package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.Sample.event;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.testkit.TestDestination;
import java.time.Duration;

/** Offers events wherever the stack ends, in a JVM of its own: the interpreter needs other amounts of stack than compiled code. */
final class DeepOffers {

    private DeepOffers() {}

    /** Prints what is not accounted for, and how many events it saw. */
    public static void main(String[] arguments) throws InterruptedException {
        DeliveryCounters counters = new DeliveryCounters(TestDestination.ONE);
        Queueing queueing = new Queueing(200, 1 << 26, OverflowPolicy.DROP_OLDEST, Duration.ZERO, null);
        EventQueue queue = new EventQueue(
                counters,
                new RateLimitedDiagnostics((level, message, cause) -> {}, System::nanoTime),
                Sample.settings(20, 8, queueing),
                () -> true,
                () -> {});
        for (int i = 0; i <= 200; i++) {
            queue.offer(event(i), 0); // loads every class
        }
        Thread[] threads = new Thread[3];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(null, () -> repeat(Integer.parseInt(arguments[0]), queue), "deep", 256 * 1024);
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        queue.finishUnfinished();
        counters.delivered(queue.of(EventKind.USER).take(Integer.MAX_VALUE >> 16, Integer.MAX_VALUE));
        DeliveryStats stats = counters.stats();
        System.out.println("missing " + (stats.seen() - stats.delivered() - stats.dropped()) + ", pending "
                + stats.pending() + ", waiting " + queue.of(EventKind.USER).size());
        System.out.println("seen " + stats.seen());
    }

    private static void repeat(int rounds, EventQueue queue) {
        for (int i = 0; i < rounds; i++) {
            atEveryDepth(queue);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is full
    static void atEveryDepth(EventQueue queue) {
        try {
            atEveryDepth(queue);
        } catch (StackOverflowError e) {
            // Now on the way back, a little more stack at each depth.
        }
        try {
            queue.offer(event(1), 0);
        } catch (StackOverflowError e) {
            // Not even counted as seen: whoever calls has to.
        }
    }
}
