package com.trubrics.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.trubrics.benchmarks.SinkWatch.Arrived;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From the first log call to the arrival of the last event, in a JVM of its own. The events that are on their way at
 * once are bounded: one whose queue has no bound would otherwise be measured by its heap, and one that drops by what it
 * drops. Prints a line for each round:
 * {@code round <events/s> <CPU us/event> <lost %> <heap MB> <events a request>}, and one with the {@link ThreadTimes}.
 */
final class Delivery {
    /** What has not come by then has been dropped: batches that are not full are sent after a second at the most. */
    private static final long PATIENCE_MILLIS = 3_000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Candidate candidate;
    private final Session session;
    private final SinkWatch watch;
    private final Workload workload;
    private final HeapAfterCollections heap = new HeapAfterCollections();

    private Delivery(Candidate candidate, Session session, SinkWatch watch, Workload workload) {
        this.candidate = candidate;
        this.session = session;
        this.watch = watch;
        this.workload = workload;
    }

    /**
     * Arguments: candidate, workload, sink's port, seconds of warm-up, rounds, events of a round. After a warm-up a
     * round takes as many events as it then delivers in two seconds.
     */
    public static void main(String... args) {
        int port = Integer.parseInt(args[2]);
        Workload workload = Workload.valueOf(args[1]);
        Candidate candidate = Candidate.valueOf(args[0]);
        try (Session session = candidate.open(port);
                SinkWatch watch = new SinkWatch(port)) {
            session.enter(workload);
            Delivery delivery = new Delivery(candidate, session, watch, workload);
            int events = Integer.parseInt(args[5]);
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[3]));
            while (System.nanoTime() - warm < 0) {
                long begin = System.nanoTime();
                delivery.round(events);
                long rounds = Math.max(1, TimeUnit.SECONDS.toNanos(2) / (System.nanoTime() - begin));
                events = (int) Math.min(events * rounds, 3_000_000);
            }
            for (int round = 0; round < Integer.parseInt(args[4]); round++) {
                System.out.println(delivery.round(events));
            }
        }
    }

    /** How many of so many have not arrived when nothing comes any more. */
    private long missing(long expected) {
        return Math.max(0, expected - watch.await(expected, PATIENCE_MILLIS).events());
    }

    private String round(int events) {
        System.gc();
        heap.forget();
        Arrived before = watch.now();
        ThreadTimes times = ThreadTimes.now(SYSTEM.getProcessCpuTime());
        long begin = System.nanoTime();
        int onTheWay = candidate.onTheWay(workload);
        long missing = 0;
        for (int i = 0; i < events; i++) {
            if (i >= onTheWay && i % (onTheWay / 8) == 0) {
                missing += missing(before.events() + i - onTheWay - missing);
            }
            session.log(workload);
        }
        Arrived after = watch.await(before.events() + events - missing, PATIENCE_MILLIS);
        long cpu = SYSTEM.getProcessCpuTime();
        // What was given up for lost may come all the same: not in the next round.
        watch.await(before.events() + events, PATIENCE_MILLIS);
        long arrived = Math.max(1, after.events() - before.events());
        return String.format(
                Locale.ROOT,
                "round %.0f %.3f %.1f %.1f %.1f%n%s",
                after.events() == before.events() ? 0 : arrived * 1e9 / (after.lastAt() - begin),
                (cpu - times.process()) / 1e3 / arrived,
                100.0 * (events - arrived) / events,
                heap.peak() == 0 ? Double.NaN : heap.peak() / 1e6,
                after.requests() == before.requests()
                        ? Double.NaN // not sent in requests
                        : (double) arrived / (after.requests() - before.requests()),
                ThreadTimes.now(cpu).since(times, arrived));
    }
}
