package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.Patience.await;
import static java.util.Objects.requireNonNull;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.TrubricsClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the child JVM of a {@link MemoryContract} does: for one payload after the other, {@value Producers#THREADS}
 * threads log into a stalled server; then the program says what it counted and what its heap holds, the server comes
 * back, and everything drains. At the end it stops into a stall. A face's {@code main} passes its arguments on to
 * {@link #run}.
 */
public final class MemoryProgram {
    /** What it prints when the first events have been delivered. */
    static final String READY = "ready";

    /** What it prints, with the payload behind it, when everything that waited has been delivered. */
    static final String DRAINED = "drained";

    /** What it prints, with the figures behind it, when it has stopped. */
    static final String STOPPED = "stopped ";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Logging logging;
    private final Duration time;
    private long atFirst;
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private MemoryProgram(Logging logging, Duration time) {
        this.logging = logging;
        this.time = time;
    }

    /** The framework in the child JVM. */
    public interface Logging {
        /** Logs one line with these fields. */
        void log(Map<String, Object> fields);

        /** Stops the framework as an application would. */
        void stop();
    }

    /** Runs the program: the arguments are the milliseconds of each stall, and the payloads. */
    public static void run(Logging logging, String... arguments) throws IOException, InterruptedException {
        MemoryProgram program = new MemoryProgram(logging, Duration.ofMillis(Long.parseLong(arguments[0])));
        List<Payload> payloads = new ArrayList<>();
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            payloads.add(Payload.valueOf(name));
        }
        program.warmUp(payloads);
        program.atFirst = usedHeap();
        System.out.println(READY);
        for (Payload payload : payloads) {
            program.stall(payload);
        }
        program.stopInAStall(payloads.get(0));
    }

    /** Loads what is loaded once, so that no measurement counts it. */
    private void warmUp(List<Payload> payloads) throws IOException {
        payloads.forEach(payload -> logging.log(payload.fields("warm up")));
        awaitDrained();
    }

    private void stall(Payload payload) throws IOException, InterruptedException {
        awaitCommand();
        long before = usedHeap();
        DeliveryStats start = stats();
        Producers.Outcome outcome = flood(payload, start);
        DeliveryStats stalled = stats();
        long full = usedHeap();
        print(new MemoryFigures(
                payload.name(),
                outcome.logged(),
                stalled.seen() - start.seen(),
                stalled.dropped() - start.dropped(),
                stalled.pending(),
                atFirst,
                before,
                full,
                payload.estimatedBytes(),
                payload.heapBytes(),
                outcome.longestCall().toNanos() / 1_000,
                outcome.time().toMillis()));
        awaitCommand();
        awaitDrained();
        DeliveryStats end = stats();
        if (end.delivered() - start.delivered() != stalled.pending()) {
            throw new AssertionError("waited: " + stalled + "; after the recovery: " + end);
        }
        System.out.println(DRAINED + " " + payload.name());
        awaitCommand();
    }

    /** For the time of a stall, and until the queue is full. */
    private Producers.Outcome flood(Payload payload, DeliveryStats start) throws InterruptedException {
        long earliest = System.nanoTime() + time.toNanos();
        return new Producers(logging, payload)
                .during(() -> await().pollInterval(Duration.ofMillis(5))
                        .atMost(time.plus(PATIENCE))
                        .until(() -> System.nanoTime() - earliest >= 0 && stats().dropped() > start.dropped()));
    }

    private void stopInAStall(Payload payload) throws IOException, InterruptedException {
        DeliveryStats start = stats();
        Producers.Outcome outcome = flood(payload, start);
        logging.stop();
        // The stop returns soon after its deadline: on a busy machine the count may follow.
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> stats().pending() == 0);
        DeliveryStats end = stats();
        boolean balanced =
                end.seen() - start.seen() == outcome.logged() && end.seen() == end.delivered() + end.dropped();
        System.out.println(STOPPED + (balanced ? "balanced " : "UNBALANCED ") + outcome + " " + end);
    }

    private static void print(MemoryFigures figures) {
        System.out.println(figures.toLine());
    }

    private void awaitCommand() throws IOException {
        requireNonNull(commands.readLine(), "the parent has gone");
    }

    private static void awaitDrained() {
        TrubricsClient.flushAll(PATIENCE); // what waits need not wait for its flush interval
        await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> stats().pending() == 0);
    }

    private static DeliveryStats stats() {
        List<DeliveryStats> all = TrubricsClient.allStats();
        return all.get(all.size() - 1);
    }

    /** What a full collection leaves. The JVM skips one that is asked for while a thread holds an array in native code. */
    private static long usedHeap() {
        long before = fullCollections();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> {
                    System.gc();
                    return fullCollections() > before;
                });
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> collector.getName().equals("MarkSweepCompact"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
