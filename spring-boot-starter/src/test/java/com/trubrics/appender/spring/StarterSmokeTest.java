package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.EventFilter;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.UserEvent;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** Starts an application on Spring Boot and Logback. {@code spring-boot-starter-tests} does so on all that it supports. */
class StarterSmokeTest {
    private static final String NOTHING_IS_AN_EVENT = "trubrics.loggers=com.acme";

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        Application() {
            log("Constructed");
        }

        @Bean
        DisposableBean last() {
            return () -> log("Destroyed");
        }
    }

    @Test
    void aKeyIsAllThatAnApplicationNeeds() {
        try (SandboxServer server =
                SandboxServer.start(SandboxOptions.onFreePort().withApiKey("k"))) {
            try (ConfigurableApplicationContext context =
                    run("trubrics.api-key=k", "trubrics.host=" + server.host(), "trubrics.flush-interval=1 s")) {
                assertThat(context.isActive()).isTrue();
                log("Up");
            }
            assertThat(TrubricsClient.flushAll(Duration.ofSeconds(30))).isTrue();
            assertThat(names(server.good())).containsExactlyInAnyOrder("Constructed", "Up", "Destroyed");
            assertThat(server.bad()).isEmpty();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Filtering {
        @Bean
        EventFilter filter() {
            return event -> event instanceof UserEvent user && user.event().equals("Secret") ? null : event;
        }
    }

    @Test
    void aBeanFiltersEvents() {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort())) {
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                            Application.class, Filtering.class)
                    .web(WebApplicationType.NONE)
                    .run("--trubrics.api-key=k", "--trubrics.host=" + server.host(), "--trubrics.flush-interval=1 s")) {
                log("Secret");
                log("Up");
                assertThat(context.isActive()).isTrue();
            }
            log("After the filter");
            try (ConfigurableApplicationContext next =
                    run("trubrics.api-key=k", "trubrics.host=" + server.host(), "trubrics.flush-interval=1 s")) {
                log("In the next application"); // whose beans exist now, so that events pass in this JVM again
                assertThat(next.isActive()).isTrue();
            }
            assertThat(TrubricsClient.flushAll(Duration.ofSeconds(30))).isTrue();
            assertThat(names(server.good()))
                    .containsExactlyInAnyOrder(
                            "Constructed", "Up", "Destroyed", "In the next application", "Destroyed");
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void switchedOffItSaysAndSendsNothing(CapturedOutput output) {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                ConfigurableApplicationContext context =
                        run("trubrics.enabled=false", "trubrics.api-key=k", "trubrics.host=" + server.host())) {
            assertThat(context.isActive()).isTrue();
            log("Unseen");
            assertThat(TrubricsClient.flushAll(Duration.ofSeconds(30))).isTrue();
            assertThat(server.good()).isEmpty();
            assertThat(server.bad()).isEmpty();
            assertThat(output).contains("a line").doesNotContain("Trubrics");
        }
    }

    /** What a refresh of Spring Cloud does. */
    @Test
    void changedPropertiesApplyToTheRunningAppender() {
        try (SandboxServer server = SandboxServer.start(SandboxOptions.onFreePort());
                ConfigurableApplicationContext context =
                        run("trubrics.api-key=k", "trubrics.host=" + server.host(), "trubrics.loggers=com.trubrics")) {
            log("Before");
            Map<String, Object> changed = Map.of("trubrics.loggers", "org.other");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", changed));
            context.publishEvent(new EnvironmentChangeEvent(context));
            log("Unseen");
            assertThat(TrubricsClient.flushAll(Duration.ofSeconds(30))).isTrue();
            assertThat(names(server.good())).contains("Before").doesNotContain("Unseen");
        }
    }

    @Test
    void aMistakeKeepsNoApplicationFromStarting() {
        try (ConfigurableApplicationContext context =
                run("trubrics.api-key=k", "trubrics.host[0]=x", "trubrics.include-mdc[3]=y", "trubrics.nonsense=1")) {
            assertThat(context.isActive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trubrics.enabled",
                "trubrics.user.mdc",
                "trubrics.test",
                "trubrics.health.fail",
                "trubrics.metrics"
            })
    void aFlagThatIsNoneKeepsNoApplicationFromStarting(String flag) {
        for (String text : List.of("${NOWHERE}", "perhaps", "")) {
            try (ConfigurableApplicationContext context =
                    run(NOTHING_IS_AN_EVENT, "trubrics.api-key=k", flag + "=" + text)) {
                assertThat(context.isActive()).isTrue();
            }
        }
    }

    /** It fails before its context is prepared. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theOptionsOfAnApplicationThatDidNotStartAreGone(CapturedOutput output) {
        assertThatThrownBy(() -> run(
                        NOTHING_IS_AN_EVENT,
                        "trubrics.api-key=k",
                        "trubrics.static-properties.app=one",
                        "spring.main.sources=com.acme.Nowhere"))
                .isInstanceOf(RuntimeException.class);
        try (ConfigurableApplicationContext context =
                run(NOTHING_IS_AN_EVENT, "trubrics.api-key=k", "trubrics.static-properties.app=other")) {
            assertThat(context.isActive()).isTrue();
            assertThat(output).doesNotContain("Another application in this JVM");
        }
    }

    private static ConfigurableApplicationContext run(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(List.of(properties).stream()
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }

    private static void log(String event) {
        LoggerFactory.getLogger(Application.class)
                .atInfo()
                .addKeyValue("user_id", "ada")
                .addKeyValue("event", event)
                .log("a line");
    }

    private static List<String> names(List<SandboxEvent> events) {
        return events.stream().map(SandboxEvent::name).toList();
    }
}
