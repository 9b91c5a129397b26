package com.trubrics.appender.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.micrometer.TrubricsMetrics;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Meters, health and the endpoint, with the Actuator of Spring Boot 3. {@code spring-boot-starter-tests} has both. */
class OperationsTest {
    private static final String METER = "trubrics.events.seen";

    /** A server may have the port of an earlier one; the counters of a host and a key go on. */
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String key = "secret-key-" + TESTS.incrementAndGet();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TrubricsAutoConfiguration.class,
                    TrubricsOperationsAutoConfiguration.class,
                    HealthOnBoot3.class,
                    HealthOnBoot4.class));

    private final ApplicationContextRunner withMeters = application.withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class,
            CompositeMeterRegistryAutoConfiguration.class,
            SimpleMetricsExportAutoConfiguration.class));

    @Test
    void theMetersAreThereUntilTheContextCloses() {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                TrubricsClient client = client(server)) {
            withMeters.run(context -> {
                client.track("ada", "Sign Up", Map.of());
                MeterRegistry registry = context.getBean(MeterRegistry.class);
                assertThat(registry.get(METER)
                                .tag("destination", server.host().toString())
                                .tag("key", client.stats().keyFingerprint())
                                .functionCounter()
                                .count())
                        .isEqualTo(1);

                context.getSourceApplicationContext().close();
                assertThat(registry.find(METER).meters()).isEmpty();
            });
        }
    }

    @Test
    void metersOfTheGlobalRegistryAreNotBoundOnceMore() {
        withMeters
                .withPropertyValues("trubrics.metrics=true")
                .run(context -> assertThat(context).doesNotHaveBean(TrubricsMetrics.class));
        withMeters
                .withPropertyValues("trubrics.metrics=true", "management.metrics.use-global-registry=false")
                .run(context -> assertThat(context).hasSingleBean(TrubricsMetrics.class));
    }

    @Test
    void withoutARegistryThereAreNoMeters() {
        application.run(context -> assertThat(context).doesNotHaveBean(TrubricsMetrics.class));
    }

    @Test
    void healthHasTheStateOfEachDestinationAndNoKey() {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                TrubricsClient client = client(server)) {
            application.run(context -> {
                HealthIndicator health = context.getBean(HealthIndicator.class);
                assertThat(context).hasBean("trubricsHealthIndicator");
                assertThat(health.health().getStatus()).isIn(Status.UP, Status.UNKNOWN);
                assertThat(health.health().getDetails().toString())
                        .contains("destination=" + server.host(), "state=OK")
                        .doesNotContain("secret-key");
                assertThat(client.isActive()).isTrue();
            });
        }
    }

    @Test
    void healthCanBeSwitchedOff() {
        application
                .withPropertyValues("management.health.trubrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void theEndpointIsThereIfItIsExposed() {
        application.run(context -> assertThat(context).doesNotHaveBean(TrubricsEndpoint.class));
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                TrubricsClient client = client(server)) {
            application
                    .withPropertyValues("management.endpoints.web.exposure.include=trubrics")
                    .run(context -> {
                        client.track("ada", "Sign Up", Map.of());
                        List<Map<String, Object>> destinations = requireNonNull(context.getBean(TrubricsEndpoint.class)
                                .destinations()
                                .get("destinations"));
                        assertThat(destinations)
                                .filteredOn(figures -> server.host().toString().equals(figures.get("destination"))
                                        && client.stats().keyFingerprint().equals(figures.get("key")))
                                .singleElement()
                                .satisfies(figures -> assertThat(figures).containsEntry("seen", 1L));
                        assertThat(destinations.toString()).doesNotContain("secret-key");
                    });
        }
    }

    @Test
    void withoutMicrometerAndActuatorThereIsNothing() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.actuate", "org.springframework.boot.health"))
                .withPropertyValues("management.endpoints.web.exposure.include=trubrics")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("trubricsMetrics")
                        .doesNotHaveBean("trubricsHealthIndicator")
                        .doesNotHaveBean("trubricsEndpoint"));
    }

    @Test
    void switchedOffThereIsNothing() {
        withMeters
                .withPropertyValues("trubrics.enabled=false", "management.endpoints.web.exposure.include=trubrics")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(TrubricsMetrics.class)
                        .doesNotHaveBean(HealthIndicator.class)
                        .doesNotHaveBean(TrubricsEndpoint.class));
    }

    private TrubricsClient client(SandboxServer server) {
        return TrubricsClient.builder()
                .apiKey(key)
                .host(server.host().toString())
                .diagnostics((level, message, cause) -> {})
                .build();
    }
}
