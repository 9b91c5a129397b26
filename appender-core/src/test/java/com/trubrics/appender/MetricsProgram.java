package com.trubrics.appender;

import java.time.Duration;
import java.util.Map;

/** What the child JVM of {@link MetricsLoadingTest} does: it tracks one event, and prints what the client says. */
final class MetricsProgram {

    private MetricsProgram() {}

    /** Its arguments are the host and the option {@code metrics}. */
    public static void main(String... arguments) {
        try (TrubricsClient client = TrubricsClient.builder()
                .apiKey("key")
                .host(arguments[0])
                .option(Option.METRICS, arguments[1])
                .diagnostics((level, message, cause) -> System.err.println(level + " " + message))
                .build()) {
            client.track("u1", "Sign Up", Map.of());
            System.out.println("delivered: " + client.flush(Duration.ofSeconds(30)));
        }
    }
}
