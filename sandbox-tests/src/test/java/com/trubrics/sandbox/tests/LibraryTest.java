package com.trubrics.sandbox.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.RefusedRequest;
import com.trubrics.sandbox.SandboxEvent;
import com.trubrics.sandbox.SandboxOptions;
import com.trubrics.sandbox.SandboxServer;
import com.trubrics.sandbox.ServerAnswer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sandbox as a server for tests, with both appenders. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LibraryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static List<Function<URI, Application>> frameworks() {
        return List.of(Application::onLogback, Application::onLog4j2);
    }

    private static void signUpWith(URI host) {
        try (Application application = Application.onLogback(host)) {
            application.log("u-42", "Sign Up", Map.of("plan", "pro"));
        }
    }

    @Test
    void theExampleOfTheDocumentationWorks() {
        // docs/sandbox.md
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
            sandbox.answerNext(1, ServerAnswer.refuse(503));
            signUpWith(sandbox.host());
            List<SandboxEvent> events = sandbox.awaitEvents(1, Duration.ofSeconds(10));
            assertThat(events.get(0).name()).isEqualTo("Sign Up");
            assertThat(events.get(0).property("plan")).isEqualTo("pro");
        }
    }

    @Test
    void theExampleOfTheDocumentationIsTheOneAbove() throws Exception {
        Matcher example = Pattern.compile("```java sandbox\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "sandbox.md")));
        assertThat(example.results().map(MatchResult::group)).hasSize(1);
        String text = example.reset().results().findFirst().orElseThrow().group(1);
        String here = Files.readString(Path.of("src/test/java/com/trubrics/sandbox/tests/LibraryTest.java"));
        assertThat(here).contains(text.indent(8));
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void whatAnAppenderSendsIsAsTheApiDocumentsIt(Function<URI, Application> framework) {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
            try (Application application = framework.apply(sandbox.host())) {
                for (int i = 0; i < 250; i++) {
                    application.log("u-" + i % 7, "Event " + i, Map.of("plan", "\u00e9\ud83d\ude00<\">"));
                }
            }
            assertThat(sandbox.awaitEvents(250, PATIENCE)).hasSize(250);
            assertThat(sandbox.bad()).isEmpty();
        }
    }

    /** After the others the appender waits for longer than a test should. */
    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void anEventSurvivesEveryRefusalThatIsNotItsOwnFault(int status) {
        for (Function<URI, Application> framework : frameworks()) {
            try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
                sandbox.answerNext(1, ServerAnswer.refuse(status));
                try (Application application = framework.apply(sandbox.host())) {
                    application.log("u-42", "Sign Up", Map.of());
                    sandbox.awaitEvents(1, PATIENCE);
                }
                assertThat(sandbox.good()).hasSize(1);
                assertThat(sandbox.bad()).extracting(RefusedRequest::status).containsExactly(status);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void aServerThatHangsAndComesBackCostsNothing(Function<URI, Application> framework) {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.onFreePort())) {
            sandbox.answer(ServerAnswer.hang());
            try (Application application = framework.apply(sandbox.host())) {
                application.log("u-42", "Sign Up", Map.of());
                Browser.waiting().until(() -> !sandbox.bad().isEmpty());
                sandbox.answer(ServerAnswer.ok());
                sandbox.awaitEvents(1, PATIENCE);
            }
            assertThat(sandbox.good()).hasSize(1);
        }
    }
}
