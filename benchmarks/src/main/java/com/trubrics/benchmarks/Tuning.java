package com.trubrics.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the candidates are set up beyond what their configurations say.
 *
 * @param options of our appender, by name
 * @param openTelemetry how OpenTelemetry's batches are made
 */
record Tuning(Map<String, String> options, OpenTelemetryBatches openTelemetry) {
    /** How OpenTelemetry's batches are made. */
    enum OpenTelemetryBatches {
        /** Its own defaults: 512 events, 1 s, a queue of 2,048. */
        DEFAULT,
        /** 500 events, 200 ms, and a queue of {@value OpenTelemetryPipeline#QUEUE}. */
        FREQUENT
    }

    /** For a caller that logs as fast as it can: ours waits for room, and drops nothing. */
    static final Tuning THROUGHPUT =
            new Tuning(options("flushBatchSize=100;overflow=block;blockTimeout=1 min"), OpenTelemetryBatches.FREQUENT);

    /**
     * For a service: everybody's own defaults, but 100 events a request, the most that Trubrics takes, and the second that
     * loki4j and OpenTelemetry wait for a full batch.
     *
     * @param more options of our appender, which win: {@code maxInFlight=1;queueCapacity=5000}
     */
    static Tuning service(String more) {
        return new Tuning(options("flushBatchSize=100;flushInterval=1 s;" + more), OpenTelemetryBatches.DEFAULT);
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        Arrays.stream(text.split(";")).filter(option -> !option.isBlank()).forEach(option -> {
            String[] words = option.split("=", 2);
            options.put(words[0].trim(), words[1].trim());
        });
        return options;
    }

    /** As elements of a Logback configuration. */
    String elements() {
        return options.entrySet().stream()
                .map(option -> "<%s>%s</%1$s>".formatted(option.getKey(), option.getValue()))
                .collect(Collectors.joining());
    }

    /** As attributes of a Log4j2 configuration. */
    String attributes() {
        return options.entrySet().stream()
                .map(option -> "%s=\"%s\"".formatted(option.getKey(), option.getValue()))
                .collect(Collectors.joining(" "));
    }
}
