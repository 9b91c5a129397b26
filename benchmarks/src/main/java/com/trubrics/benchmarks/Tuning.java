package com.trubrics.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings that differ between the parts of the benchmark.
 *
 * @param options the options of our appender, by name
 * @param openTelemetry how often OpenTelemetry sends
 */
record Tuning(Map<String, String> options, OpenTelemetryBatches openTelemetry) {
    /** How often OpenTelemetry sends, and how many events at once. */
    enum OpenTelemetryBatches {
        /** The defaults: at most 512 events, every second, from a queue of 2,048. */
        DEFAULT,
        /** At most 500 events, every 200 ms, from a queue of {@value OpenTelemetryPipeline#QUEUE}. */
        FREQUENT
    }

    /** For callers that log as fast as they can: our appender waits for room rather than drop events. */
    static final Tuning THROUGHPUT =
            new Tuning(options("flushBatchSize=100;overflow=block;blockTimeout=1 min"), OpenTelemetryBatches.FREQUENT);

    /**
     * For a service: the defaults, except that our appender sends 100 events a request, the most that Trubrics accepts, and
     * waits at most a second for a full batch. OpenTelemetry does so by default; loki4j's configuration says so.
     *
     * @param more further options of our appender, which take precedence: {@code maxInFlight=1;queueCapacity=5000}
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

    /** The options as elements of a Logback configuration. */
    String elements() {
        return options.entrySet().stream()
                .map(option -> "<%s>%s</%1$s>".formatted(option.getKey(), option.getValue()))
                .collect(Collectors.joining());
    }

    /** The options as attributes of a Log4j2 configuration. */
    String attributes() {
        return options.entrySet().stream()
                .map(option -> "%s=\"%s\"".formatted(option.getKey(), option.getValue()))
                .collect(Collectors.joining(" "));
    }
}
