package com.trubrics.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Measures what an appender costs a service: events are rare, the code that creates them never gets hot, and the service, its
 * appender and the server share the processors. Each run starts a new JVM and a new server. The candidates take turns, so a
 * drift of the machine affects all of them.
 *
 * <p>These system properties, which all start with {@code trubrics.benchmarks.service.}, select what is measured:
 *
 * <ul>
 *   <li>{@code runs}: runs per candidate; default 5, or 1 on the scale {@code quick}. With an even number, the median is the
 *       higher of the two in the middle.
 *   <li>{@code load}: {@code steady}, {@code burst}, or both separated by a comma (default); see {@link ServiceLoad}.
 *   <li>{@code candidates}: names of {@link Candidate}s, separated by commas. Ratios need one of ours and a peer.
 *   <li>{@code options}: more options for our appender, for example {@code maxInFlight=1;queueCapacity=5000}. Each set of
 *       options gets a row of its own; separate sets with {@code |}. An empty set stands for the defaults, so
 *       {@code |maxInFlight=1} compares the two.
 *   <li>{@code answerMillis}: how long the server waits before each answer, in milliseconds; default 0.
 *   <li>{@code busy}: threads outside the measured JVM that compute all the time, as the rest of an application may;
 *       default 0.
 * </ul>
 *
 * <p>Each run is also printed to standard error when it ends, as {@link ServiceCalls} describes. The figures are meant for two
 * processors: on a larger machine, run the benchmark under {@code taskset -c 0,1}.
 */
final class Service {
    private static final String PROPERTIES = "trubrics.benchmarks.service.";
    private static final String ALL = "LOGBACK_FLOOR,LOGBACK_TRUBRICS,LOGBACK_LOKI4J,LOGBACK_OPENTELEMETRY,"
            + "LOGBACK_LOGSTASH,LOG4J2_FLOOR,LOG4J2_TRUBRICS,LOG4J2_OPENTELEMETRY";

    /** Our appender is compared with the best of these on its framework. They send over HTTP, too. */
    private static final Set<Candidate> PEERS =
            Set.of(Candidate.LOGBACK_LOKI4J, Candidate.LOGBACK_OPENTELEMETRY, Candidate.LOG4J2_OPENTELEMETRY);

    /** A candidate, and further options if it is ours. */
    private record Row(Candidate candidate, String options) {
        String title() {
            return candidate.briefTitle() + (options.isBlank() ? "" : ", `" + options + "`");
        }
    }

    private final int runs;
    private final int busy;
    private final long answerMillis;
    private final List<Row> rows;

    /** Takes the number of runs from the system properties, or else from the argument. */
    Service(int runs) {
        this.runs = Integer.parseInt(property("runs", Integer.toString(runs)));
        busy = Integer.parseInt(property("busy", "0"));
        answerMillis = Long.parseLong(property("answerMillis", "0"));
        List<String> options = List.of(property("options", "").split("\\|"));
        rows = Arrays.stream(property("candidates", ALL).split(","))
                .map(name -> Candidate.valueOf(name.trim().toUpperCase(Locale.ROOT)))
                .flatMap(candidate ->
                        (candidate.isOurs() ? options.stream() : Stream.of("")).map(set -> new Row(candidate, set)))
                .toList();
    }

    private static String property(String name, String otherwise) {
        String value = System.getProperty(PROPERTIES + name, "");
        return value.isBlank() ? otherwise : value;
    }

    void measure() {
        for (int i = 0; i < busy; i++) {
            Thread thread = new Thread(Service::compute, "busy");
            thread.setDaemon(true);
            thread.start();
        }
        for (String load : property("load", "steady,burst").split(",")) {
            measure(ServiceLoad.of(load.trim()));
        }
    }

    private static void compute() {
        while (!Thread.interrupted()) {
            Thread.onSpinWait();
        }
    }

    private void measure(ServiceLoad load) {
        Map<Row, List<String>> lines = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Row row : rows) {
                lines.computeIfAbsent(row, unseen -> new ArrayList<>()).addAll(run(row, load));
            }
        }
        print(load, "Logback", lines);
        print(load, "Log4j2", lines);
    }

    private List<String> run(Row row, ServiceLoad load) {
        try (WebServer.Handle server = WebServer.start(answerMillis)) {
            int port = row.candidate() == Candidate.LOGBACK_LOGSTASH ? server.sinkPort() : server.httpPort();
            List<String> lines =
                    Child.run(ServiceCalls.class, row.candidate(), load, port, server.sinkPort(), row.options());
            lines.forEach(line -> System.err.println(load + " " + row.title() + ": " + line));
            return lines;
        }
    }

    private void print(ServiceLoad load, String framework, Map<Row, List<String>> lines) {
        Map<Row, List<String>> own = new LinkedHashMap<>(lines);
        own.keySet().removeIf(row -> !row.candidate().framework().equals(framework));
        if (own.isEmpty()) {
            return;
        }
        Map<Row, List<String>> shown = new LinkedHashMap<>(own);
        // loki4j does not support Log4j2. Its figures on Logback are shown for comparison.
        lines.forEach((row, ofRow) -> {
            if (row.candidate() == Candidate.LOGBACK_LOKI4J) {
                shown.putIfAbsent(row, ofRow);
            }
        });
        table(title(framework, load), shown);
        System.out.println();
        own.forEach((row, ofRow) -> {
            if (row.candidate().isOurs()) {
                ratios(row.title(), ServiceFigures.median(ofRow), own);
            }
        });
    }

    private static void table(String title, Map<Row, List<String>> lines) {
        Table table = new Table(
                title,
                "appender",
                "call p50, us",
                "p99",
                "p99 range",
                "p99.9",
                "p99.9 range",
                "longest",
                "CPU us/event",
                "requests",
                "events lost");
        lines.forEach((row, ofRow) -> {
            ServiceFigures median = ServiceFigures.median(ofRow);
            ServiceFigures least = ServiceFigures.least(ofRow);
            ServiceFigures most = ServiceFigures.most(ofRow);
            table.cell(row.title())
                    .cell(median.p50())
                    .cell(median.p99())
                    .range(least.p99(), most.p99())
                    .cell(median.p999())
                    .range(least.p999(), most.p999())
                    .cell(median.longest())
                    .cell(median.cpuMicros())
                    .count(median.requests())
                    .count(median.lost())
                    .endRow();
        });
    }

    private String title(String framework, ServiceLoad load) {
        return framework
                + " in a service, "
                + load.title()
                + (answerMillis > 0 ? ", answers after " + answerMillis + " ms" : "")
                + (busy > 0 ? ", " + busy + " busy threads" : "");
    }

    private static void ratios(String title, ServiceFigures ours, Map<Row, List<String>> lines) {
        Map<String, ServiceFigures> peers = new LinkedHashMap<>();
        lines.forEach((row, ofRow) -> {
            if (PEERS.contains(row.candidate())) {
                peers.put(row.title(), ServiceFigures.median(ofRow));
            }
        });
        if (!peers.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, relative to the best of %s: p50 %.2f, p99 %.2f, p99.9 %.2f, CPU %.2f%n",
                    title,
                    String.join(", ", peers.keySet()),
                    ratio(ServiceFigures::p50, ours, peers.values()),
                    ratio(ServiceFigures::p99, ours, peers.values()),
                    ratio(ServiceFigures::p999, ours, peers.values()),
                    ratio(ServiceFigures::cpuMicros, ours, peers.values()));
        }
    }

    private static double ratio(
            ToDoubleFunction<ServiceFigures> figure, ServiceFigures ours, Collection<ServiceFigures> peers) {
        return figure.applyAsDouble(ours)
                / peers.stream().mapToDouble(figure).min().orElseThrow();
    }
}
