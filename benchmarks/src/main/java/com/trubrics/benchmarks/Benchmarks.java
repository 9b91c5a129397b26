package com.trubrics.benchmarks;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Measures everything, and prints it as Markdown: {@code docs/performance.md} shows it and says what it means. */
public final class Benchmarks {
    private Benchmarks() {}

    /** Arguments: {@code full} or {@code quick}, and the parts to run, separated by commas. */
    public static void main(String... args) {
        Scale scale = Scale.of(args[0]);
        Set<String> chosen = Set.of(args[1].split(","));
        System.out.printf(
                "%s, Java %s, %s, %d processors, %s%n",
                LocalDate.now(),
                Runtime.version(),
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                scale);
        parts(scale).forEach((name, part) -> {
            if (chosen.contains(name)) {
                part.run();
            }
        });
    }

    /** Returns the parts by name, in the order in which they run. */
    private static Map<String, Runnable> parts(Scale scale) {
        CallBenchmarks calls = new CallBenchmarks(scale);
        DeliveryBenchmarks deliveries = new DeliveryBenchmarks(scale);
        Map<String, Runnable> parts = new LinkedHashMap<>();
        parts.put("calls", calls::calls);
        parts.put("fields", calls::fields);
        parts.put("rules", calls::rules);
        parts.put("delivery", deliveries::delivery);
        parts.put("slow", deliveries::slow);
        parts.put("large", deliveries::large);
        parts.put("waiting", deliveries::waiting);
        parts.put("service", () -> new Service(scale.cold()).measure());
        parts.put("idle", deliveries::idle);
        return parts;
    }
}
