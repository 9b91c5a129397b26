package com.trubrics.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a service feels: events are rare, the code that makes them never gets hot, and appender, service and server share the
 * processors. Each run is a new JVM with a new server; candidates take turns, so that a drift of the machine hits all alike.
 *
 * <p>System properties choose a part of it, or more than it. Each begins with {@code trubrics.benchmarks.service.}:
 *
 * <ul>
 *   <li>{@code runs}: JVMs for each candidate; 5 by default, and 1 on the scale {@code quick}. Of an even number the median
 *       is the upper one of the middle.
 *   <li>{@code load}: {@code steady}, {@code burst}, or both, separated by a comma (default), see {@link ServiceLoad}.
 *   <li>{@code candidates}: names of {@link Candidate}s, separated by commas; ratios need ours and a peer.
 *   <li>{@code answerMillis}: how long the server waits before each answer, as one far away does; 0 by default.
 *   <li>{@code options}: of our appender, {@code maxInFlight=1;queueCapacity=5000}. Several sets, separated by {@code |},
 *       become a row each, beside the defaults if one of them is empty: {@code |maxInFlight=1}.
 * </ul>
 *
 * Two processors are what its figures are meant for: on a larger machine run it under {@code taskset -c 0,1}.
 */
final class Service {
    private static final String PROPERTIES = "trubrics.benchmarks.service.";
    private static final String ALL = "LOGBACK_FLOOR,LOGBACK_TRUBRICS,LOGBACK_LOKI4J,LOGBACK_OPENTELEMETRY,"
            + "LOGBACK_LOGSTASH,LOG4J2_FLOOR,LOG4J2_TRUBRICS,LOG4J2_OPENTELEMETRY";

    /** Those that send over HTTP what ours is compared with. */
    private static final Set<Candidate> PEERS =
            Set.of(Candidate.LOGBACK_LOKI4J, Candidate.LOGBACK_OPENTELEMETRY, Candidate.LOG4J2_OPENTELEMETRY);

    /** A candidate with options of ours, which peers do not have. */
    private record Row(Candidate candidate, String options) {
        String title() {
            return candidate.briefTitle() + (options.isBlank() ? "" : ", `" + options + "`");
        }
    }

    private final int runs;
    private final long answerMillis;
    private final List<Row> rows;

    /** With so many runs of each candidate if the system properties do not say otherwise. */
    Service(int runs) {
        this.runs = Integer.parseInt(property("runs", Integer.toString(runs)));
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
        for (String load : property("load", "steady,burst").split(",")) {
            measure(ServiceLoad.of(load.trim()));
        }
    }

    private void measure(ServiceLoad load) {
        Map<Row, List<String>> lines = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (Row row : rows) {
                lines.computeIfAbsent(row, unseen -> new ArrayList<>()).addAll(run(row, load));
            }
        }
        print(load, "Logback", lines, Candidate::isLogback);
        // loki4j has no form for Log4j2: its figures stand beside.
        print(load, "Log4j2", lines, candidate -> !candidate.isLogback() || candidate == Candidate.LOGBACK_LOKI4J);
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

    private void print(ServiceLoad load, String framework, Map<Row, List<String>> lines, Predicate<Candidate> shown) {
        Map<Row, List<String>> chosen = new LinkedHashMap<>(lines);
        chosen.keySet().removeIf(row -> !shown.test(row.candidate()));
        if (chosen.isEmpty()) {
            return;
        }
        Table table = new Table(
                framework + " in a service, " + load.title()
                        + (answerMillis > 0 ? ", answered after " + answerMillis + " ms" : ""),
                "appender",
                "call p50, us",
                "p99",
                "of runs",
                "p99.9",
                "of runs",
                "longest",
                "CPU us/event",
                "requests",
                "events lost");
        chosen.forEach((row, ofRow) -> {
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
                    .cell(median.requests())
                    .cell(median.lost())
                    .endRow();
        });
        System.out.println();
        List<ServiceFigures> peers = peers(chosen);
        chosen.forEach((row, ofRow) -> {
            if (row.candidate().isOurs() && !peers.isEmpty()) {
                ratios(row.title(), ServiceFigures.median(ofRow), peers);
            }
        });
    }

    private static List<ServiceFigures> peers(Map<Row, List<String>> lines) {
        return lines.entrySet().stream()
                .filter(row -> PEERS.contains(row.getKey().candidate()))
                .map(row -> ServiceFigures.median(row.getValue()))
                .toList();
    }

    private static void ratios(String title, ServiceFigures ours, List<ServiceFigures> peers) {
        System.out.printf(
                Locale.ROOT,
                "%s, times the better of loki4j and OpenTelemetry: p50 %.2f, p99 %.2f, p99.9 %.2f, CPU %.2f%n",
                title,
                ratio(ServiceFigures::p50, ours, peers),
                ratio(ServiceFigures::p99, ours, peers),
                ratio(ServiceFigures::p999, ours, peers),
                ratio(ServiceFigures::cpuMicros, ours, peers));
    }

    private static double ratio(
            ToDoubleFunction<ServiceFigures> figure, ServiceFigures ours, List<ServiceFigures> peers) {
        return figure.applyAsDouble(ours)
                / peers.stream().mapToDouble(figure).min().orElseThrow();
    }
}
