package com.trubrics.appender.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.RecordingServer;
import com.trubrics.appender.testkit.Snippets;
import com.trubrics.appender.testkit.Snippets.Snippet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.MDC;

/** Holds the documentation to what Logback makes of it. */
class DocumentationTest {
    private final RecordingServer server = RecordingServer.start();

    @TempDir
    private Path directory;

    @BeforeEach
    void provideWhatTheDocumentationLeavesToTheEnvironment() {
        System.setProperty("trubrics.apiKey", "key");
        System.setProperty("trubrics.host", server.host());
    }

    @AfterEach
    void leaveNothing() {
        System.clearProperty("trubrics.apiKey");
        System.clearProperty("trubrics.host");
        MDC.clear();
        server.close();
    }

    /** No warning also says that it is active: whatever else makes it take nothing is warned about. */
    @ParameterizedTest
    @MethodSource("configurations")
    void everyConfigurationGivesAnAppenderWithoutAWarning(Snippet snippet) {
        try (LogbackSystem logging = LogbackSystem.start(snippet.text())) {
            assertThat(logging.appender().isStarted()).as(snippet.toString()).isTrue();
            assertThat(logging.warnings()).as(snippet.toString()).isEmpty();
            assertThat(logging.errors()).as(snippet.toString()).isEmpty();
        }
    }

    /** Configurations are copied as they are. */
    @ParameterizedTest
    @MethodSource("configurations")
    void noConfigurationSilencesTheConsole(Snippet snippet) {
        try (LogbackSystem logging = LogbackSystem.start(snippet.text())) {
            assertThat(logging.context().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE"))
                    .as(snippet.toString())
                    .isInstanceOf(ConsoleAppender.class)
                    .matches(Appender::isStarted);
        }
    }

    /** Logback writes the value of each variable into a status message, and prints them all if there is a warning. */
    @ParameterizedTest
    @MethodSource("configurations")
    void noConfigurationReadsASecretThroughAVariable(Snippet snippet) {
        assertThat(snippet.text()).doesNotContainPattern("<(apiKey|userIdHashKey|proxy)>[^<]*\\$\\{");
    }

    @Test
    void theReadmesCallBecomesTheReadmesEvent() {
        Instant earliest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        CompiledSnippet call = CompiledSnippet.compile(
                Snippets.only("README.md", "java logback"),
                List.of("org.slf4j.*"),
                Map.of("log", Logger.class.getName()),
                directory);

        try (LogbackSystem logging =
                LogbackSystem.start(Snippets.only("README.md", "xml logback").text())) {
            call.run(Logger.class, logging.context().getLogger("com.acme.Accounts"));
        }

        assertThat(server.events())
                .singleElement()
                .extracting(event -> event.golden(earliest, Instant.now()))
                .isEqualTo(Snippets.only("README.md", "json")
                        .text()
                        .replaceAll("\\n *", "")
                        .replaceAll("(\"timestamp\":)\"[^\"]*\"", "$1\"NOW\""));
    }

    static List<Snippet> configurations() {
        return Snippets.of("xml logback");
    }
}
