package com.trubrics.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What our threads do while nothing waits: prints {@code idle <seconds> <CPU us> <wake-ups>}, where a wake-up is a
 * voluntary context switch as Linux counts them, or -1 elsewhere.
 */
final class Idle {
    private static final String OURS = "trubrics-";

    private Idle() {}

    /** Arguments: candidate, sink's port, seconds. */
    public static void main(String... args) {
        int port = Integer.parseInt(args[1]);
        long seconds = Long.parseLong(args[2]);
        try (Session session = Candidate.valueOf(args[0]).open(port);
                SinkWatch watch = new SinkWatch(port)) {
            session.enter(Workload.MDC);
            long before = watch.now().events();
            for (int i = 0; i < 1_000; i++) {
                session.log(Workload.MDC);
            }
            watch.await(before + 1_000, 5_000);
            sleep(6); // until idle connections have been closed, but long before idle senders end
            long cpu = cpuNanos();
            long switches = switches();
            sleep(seconds);
            System.out.println(String.format(
                    Locale.ROOT,
                    "idle %d %.0f %d",
                    seconds,
                    (cpuNanos() - cpu) / 1e3,
                    switches < 0 ? -1 : switches() - switches));
        }
    }

    private static void sleep(long seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(OURS))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static long switches() {
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return -1;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.mapToLong(Idle::switches).sum();
        } catch (IOException e) {
            return -1;
        }
    }

    private static long switches(Path task) {
        try {
            // Linux keeps 15 characters of a thread's name.
            return Files.readString(task.resolve("comm")).startsWith(OURS)
                    ? Files.readAllLines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    : 0;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
