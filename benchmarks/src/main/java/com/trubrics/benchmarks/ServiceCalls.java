package com.trubrics.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.trubrics.benchmarks.SinkWatch.Arrived;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Logs like a service, in a JVM of its own that is not warm, and times each call. Prints one line:
 * {@code service <p50 us> <p99 us> <p99.9 us> <longest us> <CPU us/event> <requests> <events lost>}.
 *
 * <p>CPU is the processor time of the whole JVM, compiler included, during the measured seconds; the requests are those that
 * reached the server in the same time. Lost events are counted over the whole run, after the appender has stopped.
 */
final class ServiceCalls {
    /** When nothing has arrived for so long, what is missing is lost. */
    private static final long PATIENCE_MILLIS = 3_000;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ServiceCalls() {}

    /** Arguments: candidate, load, port of the server, port of the sink that counts, options for our appender. */
    public static void main(String... args) {
        ServiceLoad load = ServiceLoad.of(args[1]);
        try (SinkWatch watch = new SinkWatch(Integer.parseInt(args[3]))) {
            long[] nanos = new long[load.warmUpEvents() + load.measuredEvents()];
            long arrivedBefore = watch.now().events();
            Candidate candidate = Candidate.valueOf(args[0]);
            String figures;
            try (Session session = candidate.open(Integer.parseInt(args[2]), Tuning.service(args[4]))) {
                session.enter(Workload.SERVICE);
                figures = measure(session, load, nanos, watch);
            }
            long expected = candidate.ships() ? nanos.length : 0;
            long arrived =
                    watch.await(arrivedBefore + expected, PATIENCE_MILLIS).events() - arrivedBefore;
            System.out.println(figures + " " + (expected - arrived));
        }
        System.out.flush();
        System.exit(0); // OpenTelemetry's threads outlive the appender
    }

    private static String measure(Session session, ServiceLoad load, long[] nanos, SinkWatch watch) {
        long begin = System.nanoTime();
        log(session, load, nanos, 0, load.warmUpEvents(), begin);
        load.awaitBurst(load.warmUpEvents(), begin);
        Arrived before = watch.now();
        long cpu = SYSTEM.getProcessCpuTime();
        log(session, load, nanos, load.warmUpEvents(), nanos.length, begin);
        load.awaitBurst(nanos.length, begin); // the last burst has its pause, too
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        long requests = watch.now().requests() - before.requests();
        long[] sorted = Arrays.copyOfRange(nanos, load.warmUpEvents(), nanos.length);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "service %.3f %.3f %.3f %.3f %.3f %d",
                micros(sorted, 0.5),
                micros(sorted, 0.99),
                micros(sorted, 0.999),
                micros(sorted, 1),
                cpu / 1e3 / load.measuredEvents(),
                requests);
    }

    /** Only the log call itself is timed, and recording its time allocates nothing. */
    private static void log(Session session, ServiceLoad load, long[] nanos, int from, int to, long begin) {
        for (int event = from; event < to; event++) {
            if (load.beginsBurst(event)) {
                load.awaitBurst(event, begin);
            }
            long start = System.nanoTime();
            session.log(Workload.SERVICE);
            nanos[event] = System.nanoTime() - start;
        }
    }

    private static double micros(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e3;
    }
}
