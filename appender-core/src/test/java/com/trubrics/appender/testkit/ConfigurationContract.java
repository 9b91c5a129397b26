package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options do, and what becomes of a configuration with mistakes: never an error, never an application that fails. */
public abstract class ConfigurationContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final String SIGN_UP_GOLDEN = """
            {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""";

    private static final LogLine SECRETS =
            SIGN_UP.mdc("tenant", "t1").mdc("secret", "s3cret").mdc("token", "t0ken");

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
    public void aDryRunThatNobodyReadsHoldsNeitherLogCallsNorTheStop() {
        PrintStream standardOutput = System.out;
        BlockedStream blocked = new BlockedStream();
        System.setOut(blocked.stream());
        long begin = System.nanoTime();
        try {
            run(
                    AppenderConfig.bare()
                            .option("dryRun", "true")
                            .option("flushBatchSize", "1")
                            .option("queueCapacity", "100")
                            .option("shutdownTimeout", "500 ms"),
                    logging -> {
                        for (int i = 0; i < 200; i++) { // twice what the queue holds
                            logging.log(SIGN_UP);
                        }
                    });
        } finally {
            blocked.release();
            System.setOut(standardOutput);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
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
    public void anUnresolvedPlaceholderLeavesTheDefaultWithOneWarning() {
        Report report = log(config().option("flushBatchSize", "${no.such.variable}"), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsOnceAbout("flushBatchSize", "placeholder", "20");
    }

    @ParameterizedTest
    @CsvSource({
        "host, https://${no.such.tenant}.example",
        "proxy, ${no.such.proxy}",
        "enabled, ${no.such.flag}",
        "dryRun, ${no.such.flag}",
        "loggers, 'com.acme,${no.such.logger}'",
        "includeMdc, ${no.such.glob}",
        "excludeMdc, '*token*,${no.such.glob}'"
    })
    public void anUnresolvedPlaceholderFailsClosedWhereItDecidesWhatLeaves(String option, String value) {
        Report report = log(config().option(option, value), SIGN_UP, SIGN_UP);
        report.isNothing();
        report.warnsOnceAbout(option, "placeholder", "no events will be sent");
    }

    @ParameterizedTest
    @CsvSource({"host, not a url", "proxy, nowhere", "enabled, maybe", "dryRun, perhaps", "excludeMdc, '\"a\",%b'"})
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
        "flushBatchSize, 99999999999999999999, 100",
        "queueBytes, 100, 64 KB",
        "initialBackoff, 5000, 30 s",
        "requestTimeout, 5000, 5000 s",
        "maxRequestBytes, big, 1 MB",
        "overflow, explode, drop-newest",
        "compression, zip, none",
        "propertyPrefix, 'properties.,p.', properties.",
        "includeLogContext, perhaps, false",
        "reportTo, nowhere, auto",
        "registerShutdownHook, perhaps, true"
    })
    public void anyOtherMistakeIsWarnedAboutAndReplaced(String option, String value, String used) {
        Report report = log(config().option(option, value), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsOnceAbout(option, value, "using " + used);
    }

    @Test
    public void aListThatIsWrittenTwiceAddsUp() {
        Report report = log(
                config().element("<includeMdc>tenant</includeMdc>")
                        .element("<includeMdc>secret, token</includeMdc>")
                        .element("<excludeMdc>secret</excludeMdc>")
                        .element("<excludeMdc>token</excludeMdc>")
                        .element("<userIdKey>uid</userIdKey>")
                        .element("<userIdKey>user_id</userIdKey>")
                        .element("<loggers>com.acme</loggers>")
                        .element("<loggers>org.other</loggers>"),
                SECRETS.from("com.acme.Shop"),
                SECRETS.from("org.other.Shop"),
                SECRETS.from("org.third.Shop"));
        assertThat(report.userEvents()).hasSize(2).containsOnly("""
                {"user_id":"u1","event":"Sign Up","properties":{"tenant":"t1"},"timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<excludeMdc><item>secret</item></excludeMdc>",
                "<excludeMdc>\n  <value>secret</value>\n  <value>token</value>\n</excludeMdc>",
                "<excludeMdc value='secret'/>",
                "<excludeMdc></excludeMdc>",
                "<excludeMdc>token<item>secret</item></excludeMdc>",
                "<includeMdc value='tenant'/>",
                "<loggers><item>com.acme.shop</item></loggers>",
                "<loggers/>"
            })
    public void aListWithoutTextOfItsOwnFailsClosed(String element) {
        assertThat(warningOfWhatFailsClosed(element)).contains(element.substring(1, 8), "text of its own");
    }

    private String warningOfWhatFailsClosed(String element) {
        Report report = log(config().option("includeMdc", "*").element(element), SECRETS, SECRETS);
        report.isNothing();
        assertThat(report.neighbourLines()).hasSize(2);
        List<String> warnings = report.warnings().stream()
                .filter(warning -> warning.contains("no events will be sent"))
                .toList();
        assertThat(warnings).hasSize(1);
        return warnings.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<options>\n  <enabled>false</enabled>\n</options>",
                "<property name='excludeMdc' value='secret'/>",
                "excludeMdc='secret'>",
                "exclude-mdc: secret"
            })
    public void anOptionThatDecidesWhatLeavesFailsClosedWhereNothingReadsIt(String element) {
        assertThat(warningOfWhatFailsClosed(element)).containsAnyOf("'excludeMdc'", "'enabled'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<flushInterval value='5 s'/>", "<overflow><value>block</value></overflow>"})
    public void anyOtherOptionWithoutTextOfItsOwnIsIgnoredWithAWarning(String element) {
        Report report = log(config().element(element), SIGN_UP);
        report.isUserEvent(SIGN_UP_GOLDEN);
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("text of its own"))
                .singleElement()
                .asString()
                .contains(element.substring(1, 9), "it is ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude_mdc", "exclude-mdc", "excludeMdcs", "excludedMdcKeys", "dry_run", "loggerNames"})
    public void aMisspeltNameOfAnOptionThatDecidesWhatLeavesFailsClosed(String name) {
        Report report = log(
                config().option("includeMdc", "*").element("<" + name + ">secret</" + name + ">"), SECRETS, SECRETS);
        report.isNothing();
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("no events will be sent"))
                .singleElement()
                .asString()
                .contains("'" + name + "'", "did you mean");
    }

    @Test
    public void theCaseOfAnExclusionsNameLetsNothingOut() {
        log(config().option("includeMdc", "*").element("<excludeMDC>secret,token</excludeMDC>"), SECRETS);
        assertThat(server().requests().toString()).doesNotContain("s3cret", "t0ken");
    }

    @Test
    public void theWordNoneSwitchesAKeyOrThePrefixOff() {
        Report report = log(
                config().option("propertyPrefix", "none").option("textKey", "none"),
                line().mdc("event", "Sign Up")
                        .mdc("user_id", "u1")
                        .mdc("text", "t")
                        .mdc("properties.plan", "pro"));
        report.isUserEvent(SIGN_UP_GOLDEN);
        report.warnsAboutNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", ""})
    public void withoutAnyKeyForTheUserTheWarningSaysSo(String userIdKey) {
        Report report = log(config().option("userIdKey", userIdKey), SIGN_UP);
        report.isNothing();
        assertThat(report.warnings().get(0))
                .contains(
                        "names no user", "userIdKey is switched off", "defaultUserId", "set userIdKey to \"user_id\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "loggers", "excludeMdc", "defaultUserId", "eventKey", "queueBytes"})
    public void nullAsTextIsNoMistakeAndCountsAsAbsent(String option) {
        Report report = log(config().option(option, "null"), SIGN_UP);
        if (option.equals("apiKey")) {
            report.warnsOnceAbout("'apiKey' is missing");
        } else {
            report.isUserEvent(SIGN_UP_GOLDEN);
            report.warnsAboutNothing();
        }
    }

    @Test
    public void aHostThatEndsInAnEndpointIsWarnedAbout() {
        Report report = log(config().option("host", server().host() + "/publish_events"), SIGN_UP);
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("which is probably wrong"))
                .singleElement()
                .asString()
                .contains("Option 'host'", "/publish_events/publish_events");
    }

    @Test
    public void anUnreachableServerIsAWarningAndStoppingStillEnds() {
        long begin = System.nanoTime();
        Report report;
        try (DownServer down = DownServer.start()) {
            report = log(config().option("host", down.host()).option("shutdownTimeout", "500 ms"), SIGN_UP);
        }

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
