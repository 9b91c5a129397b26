package com.trubrics.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.trubrics.benchmarks.SinkWatch.Arrived;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From the first log call to the arrival of the last event, in a JVM of its own. Prints a line for each round:
 * {@code round <events/s> <CPU us/event> <lost %> <peak heap MB> <events a request>}.
 */
final class Delivery {
    /** Sentry sends what does not fill a batch after five seconds. */
    private static final long PATIENCE_MILLIS = 7_000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Session session;
    private final SinkWatch watch;
    private final Workload workload;

    private Delivery(Session session, SinkWatch watch, Workload workload) {
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
        try (Session session = Candidate.valueOf(args[0]).open(port);
                SinkWatch watch = new SinkWatch(port)) {
            session.enter(workload);
            Delivery delivery = new Delivery(session, watch, workload);
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

    private String round(int events) {
        System.gc();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        Arrived before = watch.now();
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        for (int i = 0; i < events; i++) {
            session.log(workload);
        }
        Arrived after = watch.await(before.events() + events, PATIENCE_MILLIS);
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        long arrived = Math.max(1, after.events() - before.events());
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return String.format(
                Locale.ROOT,
                "round %.0f %.3f %.1f %.1f %.1f",
                arrived * 1e9 / (after.lastAt() - begin),
                cpu / 1e3 / arrived,
                100.0 * (events - arrived) / events,
                peak / 1e6,
                after.requests() == before.requests()
                        ? Double.NaN // not sent in requests
                        : (double) arrived / (after.requests() - before.requests()));
    }
}
