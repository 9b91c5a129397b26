package com.trubrics.appender.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.queue.RuleCounters;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Meters of event rules, which come and go with the configurations of appenders. */
class RuleMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DeliveryCounters counters = new DeliveryCounters("https://one.test", "");

    private void configure(String appender, Map<Integer, String> rules, Map<Integer, Integer> matched) {
        RuleCounters counted = counters.rules().of(appender, rules);
        matched.forEach((position, lines) -> {
            for (int i = 0; i < lines; i++) {
                counted.matched(position);
            }
        });
    }

    private List<String> labels() {
        return registry.find("trubrics.rules.matched").functionCounters().stream()
                .map(FunctionCounter::getId)
                .map(id -> String.valueOf(id.getTag("rule")))
                .sorted()
                .toList();
    }

    private double matched(String label) {
        return registry.get("trubrics.rules.matched")
                .tag("rule", label)
                .tag("key", "none")
                .functionCounter()
                .count();
    }

    @Test
    void rulesComeAndGo() {
        MetricsExporter.Export export = DestinationMeters.register(registry, counters::stats);
        export.refresh();
        assertThat(labels()).isEmpty();

        configure("A", Map.of(1, "Sign Up", 2, ""), Map.of(1, 2, 2, 3));
        export.refresh();
        assertThat(labels()).containsExactly("A #1", "A #2");
        assertThat(matched("A #2")).isEqualTo(3);

        configure("A", Map.of(1, "Sign Up"), Map.of(1, 5));
        configure("B", Map.of(1, "Log In"), Map.of(1, 1));
        export.refresh();
        assertThat(labels()).containsExactly("A #1", "B #1");
        assertThat(matched("A #1")).isEqualTo(5);

        export.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
