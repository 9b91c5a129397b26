package com.trubrics.benchmarks;

import static com.trubrics.benchmarks.Candidate.*;

import java.util.List;
import java.util.Set;

/** Measures what log calls cost the threads that make them, and prints it as Markdown. */
final class CallBenchmarks {
    private static final Set<Candidate> CALLED_WITH_FIELDS = Set.of(
            LOGBACK_FLOOR,
            LOGBACK_TRUBRICS,
            LOGBACK_LOKI4J,
            LOGBACK_OPENTELEMETRY,
            LOG4J2_FLOOR,
            LOG4J2_TRUBRICS,
            LOG4J2_OPENTELEMETRY);

    private final Scale scale;

    CallBenchmarks(Scale scale) {
        this.scale = scale;
    }

    void calls() {
        try (Sink sink = new Sink(0)) {
            CallCosts costs = new CallCosts(scale, sink.port());
            Table ordinary = new Table("An ordinary line", "appender", "ns", "B");
            for (Candidate candidate : List.of(LOGBACK_FLOOR, LOGBACK_TRUBRICS, LOG4J2_FLOOR, LOG4J2_TRUBRICS)) {
                cost(ordinary.cell(candidate.title()), costs.ordinary(candidate));
                ordinary.endRow();
            }
            Table events = new Table(
                    "A user event with three properties in the MDC",
                    "appender",
                    "burst, 1 thread, ns",
                    "B of the calling thread",
                    "burst, 2 threads, ns",
                    "saturating, 1 thread, ns",
                    "B of all threads",
                    "saturating, 2 threads, ns");
            for (Candidate candidate : Candidate.values()) {
                events.cell(candidate.title());
                if (candidate.sendsSoon()) {
                    cost(events, costs.burst(candidate, Workload.MDC, 1));
                    events.cell(costs.burst(candidate, Workload.MDC, 2).nanos());
                } else {
                    events.none().none().none();
                }
                cost(events, costs.saturating(candidate, Workload.MDC, 1));
                events.cell(costs.saturating(candidate, Workload.MDC, 2).nanos());
                events.endRow();
            }
        }
    }

    void fields() {
        try (Sink sink = new Sink(0)) {
            CallCosts costs = new CallCosts(scale, sink.port());
            Table fields = new Table(
                    "Other events, burst, 1 thread",
                    "appender",
                    "user event on the call, ns",
                    "B",
                    "its name put into the MDC for the call, ns",
                    "B",
                    "LLM event on the call, ns",
                    "B");
            for (Candidate candidate : Candidate.values()) {
                if (CALLED_WITH_FIELDS.contains(candidate)) {
                    cost(fields.cell(candidate.title()), costs.burst(candidate, Workload.FIELDS, 1));
                    cost(fields, costs.burst(candidate, Workload.CHANGING_MDC, 1));
                    cost(fields, costs.burst(candidate, Workload.LLM, 1));
                    fields.endRow();
                }
            }
        }
    }

    void rules() {
        Table rules = new Table("Lines that match no event rule, on Logback", "line", "ns", "B");
        for (RuleCalls.Line line : RuleCalls.Line.values()) {
            cost(rules.cell(line.title), CallCosts.rules(line, scale));
            rules.endRow();
        }
    }

    private static void cost(Table table, CallCosts.Cost cost) {
        table.cell(cost.nanos()).cell(cost.bytes());
    }
}
