package com.trubrics.appender.micrometer;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.trubrics.appender.DeliveryMXBean;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.Snippets;
import com.trubrics.appender.testkit.Snippets.Snippet;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/operations.md} and the dashboard to the meters and MBeans that there are. */
class OperationsDocumentTest {

    private static final String PAGE = Snippets.read(Path.of("docs", "operations.md"));
    private static final String DASHBOARD = Snippets.read(Path.of("docs", "grafana-dashboard.json"));

    private static final Pattern METER_ROW = Pattern.compile("^\\| `(trubrics\\.[a-z.]+)` \\|", Pattern.MULTILINE);
    private static final Pattern ATTRIBUTE_ROW = Pattern.compile("^\\| `([A-Z][a-z]\\w*)` \\|", Pattern.MULTILINE);
    private static final Pattern SERIES = Pattern.compile("\\btrubrics_[a-z_]+");

    private static final Set<String> EXPRESSIONS = Set.of("expr", "query");

    private static final PrometheusMeterRegistry PROMETHEUS = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static final SimpleMeterRegistry SIMPLE = new SimpleMeterRegistry();
    private static final DeliveryCounters COUNTERS = new DeliveryCounters("https://one.test", "cafe");

    @BeforeAll
    static void register() {
        COUNTERS.rules().of("TRUBRICS", Map.of(1, "Sign Up"));
        DestinationMeters.register(PROMETHEUS, COUNTERS::stats).refresh();
        DestinationMeters.register(SIMPLE, COUNTERS::stats).refresh();
    }

    @Test
    void everyMeterHasItsRow() {
        assertThat(found(METER_ROW, PAGE))
                .containsExactlyInAnyOrderElementsOf(SIMPLE.getMeters().stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void everyMBeanAttributeHasItsRow() {
        assertThat(found(ATTRIBUTE_ROW, PAGE))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DeliveryMXBean.class.getMethods())
                        .map(Method::getName)
                        .map(name -> name.replaceFirst("^get", ""))
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void everySeriesOfThePageIsThereInPrometheus() {
        assertThat(found(SERIES, PAGE)).hasSize(3).isSubsetOf(series());
    }

    @Test
    void theDashboardAsksForSeriesThatAreThere() throws IOException {
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(5);
        Set<String> shown = new TreeSet<>();
        expressions.forEach(expression -> shown.addAll(found(SERIES, expression)));
        assertThat(shown).isSubsetOf(series());
        assertThat(shown)
                .containsAll(List.of(
                        "trubrics_events_delivered_total",
                        "trubrics_events_dropped_total",
                        "trubrics_events_oldest_age_seconds",
                        "trubrics_delivery_state",
                        "trubrics_queue_events",
                        "trubrics_requests_seconds_count",
                        "trubrics_requests_seconds_sum"));
    }

    @Test
    void theSnippetsCompile(@TempDir Path directory) {
        List<Snippet> snippets = Snippets.of("java micrometer");
        assertThat(snippets).hasSize(1);
        CompiledSnippet.compile(
                snippets.get(0),
                List.of("com.trubrics.appender.micrometer.*"),
                Map.of("registry", MeterRegistry.class.getName()),
                directory);
    }

    private static Set<String> series() {
        return found(SERIES, PROMETHEUS.scrape());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(match.groupCount()))
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(new StringReader(DASHBOARD))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && EXPRESSIONS.contains(String.valueOf(parser.currentName()))) {
                    expressions.add(parser.getText());
                }
            }
        }
        return expressions;
    }
}
