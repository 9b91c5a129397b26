package com.trubrics.appender.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.testkit.CompiledSnippet;
import com.trubrics.appender.testkit.RecordingServer;
import com.trubrics.appender.testkit.Snippets;
import com.trubrics.appender.testkit.Snippets.Snippet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documentation to what Log4j2 makes of it. Java is compiled here because this class path has all that the
 * documentation speaks of: the core, Log4j2 and SLF4J.
 */
class DocumentationTest {
    private static final List<String> IMPORTS = List.of(
            "java.time.Duration",
            "java.time.Instant",
            "java.util.*",
            "com.trubrics.appender.*",
            "org.jspecify.annotations.Nullable",
            "org.slf4j.MDC",
            "org.apache.logging.log4j.ThreadContext",
            "org.apache.logging.log4j.message.MapMessage");

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
        ThreadContext.clearMap();
        server.close();
    }

    /** No warning also says that it is active: whatever else makes it take nothing is warned about. */
    @ParameterizedTest
    @MethodSource("configurations")
    void everyConfigurationGivesAnAppenderWithoutAWarning(Snippet snippet) throws IOException {
        try (StatusRecorder statuses = StatusRecorder.at(Level.WARN);
                LoggerContext context = new LoggerContext("documentation", null, file(snippet))) {
            context.start();
            TrubricsAppender appender = context.getConfiguration().getAppender("TRUBRICS");
            assertThat(appender.isStarted()).as(snippet.toString()).isTrue();
            assertThat(statuses.printed()).as(snippet.toString()).isEmpty();
        }
    }

    /** Configurations are copied as they are. */
    @ParameterizedTest
    @MethodSource("configurations")
    void noConfigurationSilencesTheConsole(Snippet snippet) throws IOException {
        try (LoggerContext context = new LoggerContext("documentation", null, file(snippet))) {
            context.start();
            assertThat(context.getConfiguration().getRootLogger().getAppenders().get("CONSOLE"))
                    .as(snippet.toString())
                    .isInstanceOf(ConsoleAppender.class)
                    .matches(Appender::isStarted);
        }
    }

    @ParameterizedTest
    @MethodSource("code")
    void allCodeCompiles(Snippet snippet) {
        Map<String, String> variables = Map.of(
                "log", org.slf4j.Logger.class.getName(),
                "logger", Logger.class.getName(),
                "user", "User",
                "chain", "Chain",
                "request", "Object",
                "response", "Object",
                "name", "String",
                "prompt", "String",
                "generation", "String");

        CompiledSnippet.compile(snippet, IMPORTS, variables, directory);
    }

    @Test
    void theReadmesCallBecomesTheReadmesEvent() {
        Instant earliest = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        CompiledSnippet call = CompiledSnippet.compile(
                Snippets.only("README.md", "java log4j2"),
                IMPORTS,
                Map.of("logger", Logger.class.getName()),
                directory);

        try (Log4j2System logging =
                Log4j2System.start(Snippets.only("README.md", "xml log4j2").text())) {
            call.run(Logger.class, logging.logger());
        }

        assertThat(server.events())
                .singleElement()
                .extracting(event -> event.golden(earliest, Instant.now()))
                .isEqualTo(Snippets.only("README.md", "json")
                        .text()
                        .replaceAll("\\n *", "")
                        .replaceAll("(\"timestamp\":)\"[^\"]*\"", "$1\"NOW\""));
    }

    /** The extension tells Log4j2 the format. */
    private URI file(Snippet snippet) throws IOException {
        Path file = directory.resolve("log4j2." + snippet.info().split(" ", 2)[0]);
        Files.writeString(file, snippet.text());
        return file.toUri();
    }

    static Stream<Snippet> configurations() {
        return Stream.of("xml log4j2", "json log4j2", "yaml log4j2", "properties log4j2")
                .flatMap(info -> Snippets.of(info).stream());
    }

    static Stream<Snippet> code() {
        return Stream.of("java", "java logback", "java log4j2").flatMap(info -> Snippets.of(info).stream());
    }
}
