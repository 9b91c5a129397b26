package com.trubrics.benchmarks;

import static com.trubrics.benchmarks.Candidate.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures what delivery achieves and costs, and prints it as Markdown. */
final class DeliveryBenchmarks {
    private static final List<Candidate> SENDING_LARGE_EVENTS = List.of(
            LOGBACK_TRUBRICS,
            LOGBACK_LOKI4J,
            LOGBACK_OPENTELEMETRY,
            LOGBACK_LOGSTASH,
            LOG4J2_TRUBRICS,
            LOG4J2_OPENTELEMETRY);

    /** Without logstash's TCP appender, whose events never wait, because it gets no answers. */
    private static final List<Candidate> HOLDING_EVENTS =
            List.of(LOGBACK_TRUBRICS, LOGBACK_LOKI4J, LOGBACK_OPENTELEMETRY, LOG4J2_TRUBRICS, LOG4J2_OPENTELEMETRY);

    /** How long the slow server waits before each answer. */
    private static final long SLOW_MILLIS = 50;

    private static final int COLD_EVENTS = 100_000;

    private final Scale scale;

    DeliveryBenchmarks(Scale scale) {
        this.scale = scale;
    }

    void delivery() {
        Table table = new Table(
                "User events to a server on loopback",
                "appender",
                "events/s",
                "CPU us/event",
                "lost, %",
                "heap, MB",
                "events a request",
                "events/s without warm-up");
        Map<Candidate, double[]> shares = new EnumMap<>(Candidate.class);
        try (Sink sink = new Sink(0)) {
            for (Candidate candidate : shipping()) {
                List<String> warm = run(candidate, Workload.MDC, sink, scale.warmUp());
                shares.put(candidate, Medians.of(warm, "threads"));
                round(table.cell(candidate.title()), Round.median(warm))
                        .cell(cold(candidate, sink).rate())
                        .endRow();
            }
        }
        encoded(table, Workload.MDC, 1_000_000);
        shares(shares);
    }

    /** Measures the limit: no delivery on one processor can be faster. */
    private void encoded(Table table, Workload workload, int events) {
        List<String> rounds = Child.run(EncoderLimit.class, workload, scale.warmUp(), scale.rounds(), events);
        table.cell("the encoder alone, one thread")
                .cell(Round.median(rounds).rate())
                .endRow();
    }

    private static void shares(Map<Candidate, double[]> shares) {
        Table table = new Table(
                "Processor time by thread, us/event",
                "appender",
                "the thread that logs",
                "delivery thread",
                "senders",
                "the JVM's");
        for (Candidate candidate : List.of(LOGBACK_TRUBRICS, LOG4J2_TRUBRICS)) {
            table.cell(candidate.title());
            for (double share : shares.getOrDefault(candidate, new double[0])) {
                table.cell(share);
            }
            table.endRow();
        }
    }

    void slow() {
        Table table = delivered("User events, " + SLOW_MILLIS + " ms before each answer");
        try (Sink sink = new Sink(SLOW_MILLIS)) {
            for (Candidate candidate : shipping()) {
                List<String> rounds = run(candidate, Workload.MDC, sink, Math.min(6, scale.warmUp()));
                round(table.cell(candidate.title()), Round.median(rounds)).endRow();
            }
        }
    }

    void large() {
        Table table = delivered("LLM events with 64 KB of prompt and 4 KB of generation");
        try (Sink sink = new Sink(0)) {
            for (Candidate candidate : SENDING_LARGE_EVENTS) {
                List<String> rounds = new ArrayList<>();
                // Of several JVMs: nearly all the time goes into one loop, which is not compiled the same each time.
                for (int i = 0; i < 2 * scale.forks() - 1; i++) {
                    rounds.addAll(run(candidate, Workload.LONG_LLM, sink, Math.min(8, scale.warmUp())));
                }
                round(table.cell(candidate.title()), Round.median(rounds)).endRow();
            }
        }
        encoded(table, Workload.LONG_LLM, 20_000);
    }

    private static Table delivered(String title) {
        return new Table(title, "appender", "events/s", "CPU us/event", "lost, %", "heap, MB", "events a request");
    }

    private static List<Candidate> shipping() {
        return List.of(Candidate.values()).stream()
                .filter(candidate -> candidate.ships() && candidate.sendsSoon())
                .toList();
    }

    private static Table round(Table table, Round round) {
        return table.cell(round.rate())
                .cell(round.cpuMicros())
                .cell(round.lost())
                .cell(round.heldMegabytes())
                .cell(round.perRequest());
    }

    private List<String> run(Candidate candidate, Workload workload, Sink sink, int warmUp) {
        return Child.run(
                Delivery.class,
                candidate,
                workload,
                sink.port(),
                warmUp,
                scale.rounds(),
                workload.isLlm() ? 500 : 5_000);
    }

    private Round cold(Candidate candidate, Sink sink) {
        return Round.median(repeated(Delivery.class, candidate, Workload.MDC, sink.port(), 0, 1, COLD_EVENTS));
    }

    /** Returns what several JVMs print, which run one after another. */
    private List<String> repeated(Class<?> program, Object... arguments) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < scale.cold(); i++) {
            lines.addAll(Child.run(program, arguments));
        }
        return lines;
    }

    void waiting() {
        Table table = new Table("A user event that waits", "appender", "B", "times our JSON");
        try (Sink sink = new Sink(TimeUnit.MINUTES.toMillis(1))) {
            for (Candidate candidate : HOLDING_EVENTS) {
                double[] bytes = Medians.of(repeated(QueueMemory.class, candidate, sink.port()), "waiting");
                table.cell(candidate.title())
                        .cell(bytes[0])
                        .cell(bytes[0] / bytes[1])
                        .endRow();
            }
        }
    }

    void idle() {
        Table table = new Table("Our threads while nothing waits", "appender", "seconds", "CPU us", "wake-ups");
        try (Sink sink = new Sink(0)) {
            for (Candidate candidate : List.of(LOGBACK_TRUBRICS, LOG4J2_TRUBRICS)) {
                for (String line : Child.run(Idle.class, candidate, sink.port(), scale.idle())) {
                    if (line.startsWith("idle ")) {
                        String[] words = line.split(" ");
                        table.cell(candidate.title())
                                .cell(words[1])
                                .cell(words[2])
                                .cell(words[3])
                                .endRow();
                    }
                }
            }
        }
    }
}
