package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options do, and what becomes of a configuration with mistakes: never an error, never an application that fails. */
public abstract class ConfigurationContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final String SIGN_UP_GOLDEN = """
            {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""";

    @Test
    public void aGoodConfigurationWarnsAboutNothing() {
        Report report = log(config(), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsAboutNothing();
    }

    @Test
    public void requestsCarryTheHeadersOfTheApi() {
        log(config(), SIGN_UP);
        assertThat(server().requests())
                .singleElement()
                .extracting(RecordedRequest::headers)
                .satisfies(headers -> {
                    assertThat(headers)
                            .containsEntry("x-api-key", "test-key")
                            .containsEntry("accept", "application/json");
                    assertThat(headers.get("content-type")).startsWith("application/json");
                    assertThat(headers.get("user-agent")).startsWith("trubrics-java/");
                });
    }

    @Test
    public void aFullBatchLeavesByItself() {
        run(config().option("flushBatchSize", "2").option("flushInterval", "1 h"), logging -> {
            logging.log(SIGN_UP);
            logging.log(SIGN_UP);
            assertThat(server().awaitEvents(2)).hasSize(2);
        });
    }

    @Test
    public void onlyTheNamedLoggersMakeEvents() {
        Report report = log(
                config().option("loggers", "com.acme, org.Other"),
                SIGN_UP.from("com.acme.shop.Checkout").field("n", 1),
                SIGN_UP.from("com.acme").field("n", 2),
                SIGN_UP.from("com.acmexyz").field("n", 3),
                SIGN_UP.from("org.Other").field("n", 4));
        assertThat(server().events().stream().map(event -> event.property("n"))).containsExactly("1", "2", "4");
        report.warnsAboutNothing();
    }

    @Test
    public void aDryRunPrintsEachEventAndNeedsNoKey() {
        PrintStream standardOutput = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Report report = log(
                    AppenderConfig.bare().option("host", server().host()).option("dryRun", "true"),
                    SIGN_UP.field("timestamp", "2024-10-09T13:21:46.182Z"));
            report.warnsAboutNothing();
        } finally {
            System.setOut(standardOutput);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("""
                {"user_id":"u1","event":"Sign Up","timestamp":"2024-10-09T13:21:46.182Z"}""");
        assertThat(server().requests()).isEmpty();
    }

    @Test
    public void aDisabledAppenderTakesNothingAndSaysNothing() {
        Report report = log(config().option("enabled", "false"), SIGN_UP);
        report.isNothing();
        report.warnsAboutNothing();
        assertThat(report.neighbourLines()).hasSize(1);
    }

    @Test
    public void withoutAKeyNothingIsTakenAndOneWarningSaysWhereItIsLookedFor() {
        Report report = log(AppenderConfig.bare().option("host", server().host()), SIGN_UP, SIGN_UP);
        report.isNothing();
        report.warnsOnceAbout("apiKey", "trubrics.apiKey", "TRUBRICS_API_KEY");
        assertThat(report.neighbourLines()).hasSize(2);
    }

    @Test
    public void anUnresolvedPlaceholderCountsAsAbsent() {
        Report report = log(config().option("apiKey", "${no.such.variable}"), SIGN_UP);
        report.isNothing();
        report.warnsOnceAbout("apiKey", "trubrics.apiKey", "TRUBRICS_API_KEY");
    }

    @Test
    public void anUnresolvedPlaceholderLeavesTheDefault() {
        Report report = log(config().option("flushBatchSize", "${no.such.variable}"), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsAboutNothing();
    }

    @ParameterizedTest
    @CsvSource({"host, not a url", "proxy, nowhere", "enabled, maybe", "dryRun, perhaps"})
    public void aMistakeAboutWhereDataGoesFailsClosed(String option, String value) {
        Report report = log(config().option(option, value), SIGN_UP, SIGN_UP);
        report.isNothing();
        report.warnsOnceAbout(option);
        assertThat(report.warnings().toString()).doesNotContain("test-key");
        assertThat(report.neighbourLines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "flushInterval, soon, 10 s",
        "flushBatchSize, 1000, 100",
        "maxRequestBytes, big, 1 MB",
        "overflow, explode, drop-newest",
        "compression, zip, none",
        "includeLogContext, perhaps, false",
        "registerShutdownHook, perhaps, true"
    })
    public void anyOtherMistakeIsWarnedAboutAndReplaced(String option, String value, String used) {
        Report report = log(config().option(option, value), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsOnceAbout(option, value, used);
    }

    @Test
    public void anUnreachableServerIsAWarningAndStoppingStillEnds() {
        RecordingServer closed = RecordingServer.start();
        String deadHost = closed.host();
        closed.close();
        long begin = System.nanoTime();

        Report report = log(config().option("host", deadHost).option("shutdownTimeout", "500 ms"), SIGN_UP);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        report.isNothing();
        assertThat(report.warnings()).isNotEmpty();
        assertThat(report.neighbourLines()).hasSize(1);
    }

    @Test
    public void aRefusedEventCostsNoOther() {
        server().answerTo(event -> "bad".equals(event.property("kind")), Answer.status(422));
        Report report = log(
                config(), SIGN_UP.field("kind", "good"), SIGN_UP.field("kind", "bad"), SIGN_UP.field("kind", "good"));
        assertThat(report.userEvents()).hasSize(2).containsOnly("""
                        {"user_id":"u1","event":"Sign Up","properties":{"kind":"good"},"timestamp":"NOW"}""");
    }
}
