package com.trubrics.appender.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.RuleStats;
import com.trubrics.appender.internal.queue.StatsSnapshot;
import com.trubrics.appender.spi.MetricsExporter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Meters of event rules, which come and go with the configurations of appenders. */
class RuleMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private List<RuleStats> rules = List.of();

    private DeliveryStats stats() {
        return new StatsSnapshot(
                "https://one.test",
                "",
                new StatsSnapshot.Counters(0, 0, Map.of(), 0, 0, 0),
                StatsSnapshot.Status.NEW,
                rules);
    }

    private record Rule(String appender, int position, String event, long matched) implements RuleStats {}

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
        MetricsExporter.Export export = DestinationMeters.register(registry, this::stats);
        export.refresh();
        assertThat(labels()).isEmpty();

        rules = List.of(new Rule("A", 1, "Sign Up", 2), new Rule("A", 2, "", 3));
        export.refresh();
        assertThat(labels()).containsExactly("A #1", "A #2");
        assertThat(matched("A #2")).isEqualTo(3);

        rules = List.of(new Rule("A", 1, "Sign Up", 5), new Rule("B", 1, "Log In", 1));
        export.refresh();
        assertThat(labels()).containsExactly("A #1", "B #1");
        assertThat(matched("A #1")).isEqualTo(5);

        export.close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
