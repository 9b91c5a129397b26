package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which log calls become which kind of event, and where the event's own fields come from. */
public abstract class KindContract extends AppenderContract {

    private static final LogLine SIGN_UP = line().field("event", "Sign Up").field("user_id", "u1");
    private static final LogLine ANSWER = line().field("generation", "An analytics platform.")
            .field("prompt", "What is Trubrics?")
            .field("user_id", "u1");

    @Test
    public void theMdcAloneMakesAUserEvent() {
        log(config(), line().mdc("user_id", "u1").mdc("event", "Sign Up")).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void theCallAloneMakesAUserEvent() {
        log(config(), line().field("event", "Sign Up").field("plan", "pro").field("user_id", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"plan":"pro"},"timestamp":"NOW"}""");
    }

    @Test
    public void theUserOfTheMdcMeetsTheEventOfTheCall() {
        log(config(), line().mdc("user_id", "u1").field("event", "Sign Up")).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void theNearestSourceOfEachFieldWins() {
        log(config(), SIGN_UP.mdc("user_id", "other").mdc("event", "Other")).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void blankCountsAsAbsent() {
        log(config(), line().field("event", "Sign Up").field("user_id", "  ").mdc("user_id", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void anyScalarServesAsText() {
        log(config(), line().field("event", 7).field("user_id", 42L)).isUserEvent("""
                {"user_id":"42","event":"7","timestamp":"NOW"}""");
    }

    @Test
    public void aUserOrEventThatCannotBeReadIsAbsent() {
        LogLine line = line().field("event", new Unreadable())
                .field("user_id", new Unreadable())
                .mdc("event", "Sign Up")
                .mdc("user_id", "u1");
        Report report = log(config(), line);
        report.isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsOnceAbout(Unreadable.class.getName(), LogLine.LOGGER);
    }

    @Test
    public void aUserIdIsTrimmedUnwrappedAndWhole() {
        Report report = log(
                config(),
                line().field("event", "Sign Up").field("user_id", " u1 "),
                line().field("event", "Sign Up").field("user_id", 42.0),
                line().field("event", "Sign Up").field("user_id", Optional.of("u3")),
                line().field("event", "Sign Up").mdc("user_id", "Optional[u4]"));
        assertThat(report.userEvents())
                .extracting(event -> event.substring(0, event.indexOf(',')))
                .containsExactly(
                        "{\"user_id\":\"u1\"", "{\"user_id\":\"42\"", "{\"user_id\":\"u3\"", "{\"user_id\":\"u4\"");
        report.warnsAboutNothing();
    }

    @Test
    public void nullAsTextIsNoUserAndNoEvent() {
        Report report = log(
                config().option("defaultUserId", "nobody"),
                line().field("event", "Sign Up").field("user_id", "null"),
                line().field("event", "null").mdc("user_id", "u1"),
                line().mdc("event", "null").mdc("user_id", "u1"));
        report.isUserEvent("""
                        {"user_id":"nobody","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @Test
    public void anObjectWithoutATextOfItsOwnIsNoUserAndWarnedAboutOnce() {
        LogLine line =
                line().field("event", "Sign Up").field("user_id", new Object()).mdc("user_id", "u1");
        Report report = log(config(), line, line);
        assertThat(report.userEvents())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event).contains("\"user_id\":\"u1\""));
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("user_id"))
                .as("the first, and a summary at the end")
                .hasSizeBetween(1, 2)
                .allSatisfy(warning ->
                        assertThat(warning).contains("java.lang.Object").doesNotContain("@"));
    }

    @Test
    public void promptAndGenerationComeFromTheSourceThatDecided() {
        LogLine call = line().field("generation", "").field("prompt", "New?").field("user_id", "u1");
        LogLine mdc = line().field("prompt", "New?").field("user_id", "u1");

        Report report = log(
                config(),
                call.mdc("prompt", "Old?").mdc("generation", "Old."),
                mdc.mdc("prompt", "Old?").mdc("generation", "Old."));

        assertThat(report.userEvents()).isEmpty();
        assertThat(report.llmEvents()).containsExactly("""
                        {"user_id":"u1","prompt":"New?","generation":"","timestamp":"NOW"}""", """
                        {"user_id":"u1","prompt":"Old?","generation":"Old.","timestamp":"NOW"}""");
    }

    @Test
    public void aCallThatHasBothKeysMayHaveAnEmptyGeneration() {
        List<LogLine> refusals = new ArrayList<>();
        for (Object nothing : Arrays.asList("", "  ", null, Optional.empty(), CharBuffer.wrap(""))) {
            refusals.add(
                    line().field("generation", nothing).field("prompt", "Hi?").field("user_id", "u1"));
        }
        Report report = log(config(), refusals.toArray(LogLine[]::new));
        assertThat(report.llmEvents()).hasSize(5).containsOnly("""
                        {"user_id":"u1","prompt":"Hi?","generation":"","timestamp":"NOW"}""");
        report.warnsAboutNothing();
    }

    @Test
    public void anExchangeBehindAnEventThatTurnsOutBlankDecides() {
        LogLine line = line().field("event", CharBuffer.wrap(" "))
                .field("user_id", "u1")
                .mdc("prompt", "Hi?")
                .mdc("generation", "Hello!");
        log(config(), line).isLlmEvent("""
                        {"user_id":"u1","prompt":"Hi?","generation":"Hello!","timestamp":"NOW"}""");
    }

    @Test
    public void promptAndGenerationMakeAnLlmEvent() {
        LogLine line = line().field("assistant_id", "gpt4o")
                .field("generation", "An analytics platform.")
                .field("generation_event_name", "Answer")
                .field("latency", 1.5)
                .field("model", "gpt-4")
                .field("prompt", "What is Trubrics?")
                .field("prompt_event_name", "Question")
                .field("thread_id", "t1")
                .field("user_id", "u1");
        log(config(), line).isLlmEvent("""
                        {"user_id":"u1","prompt":"What is Trubrics?","generation":"An analytics platform.",\
                        "prompt_event_name":"Question","generation_event_name":"Answer","assistant_id":"gpt4o",\
                        "properties":{"model":"gpt-4"},"timestamp":"NOW","latency":1.5,"thread_id":"t1"}""");
    }

    @Test
    public void anLlmEventMayComeFromTheMdc() {
        LogLine line = line().mdc("user_id", "u1")
                .mdc("prompt", "Hi?")
                .mdc("generation", "Hello!")
                .mdc("latency", "2.5")
                .mdc("thread_id", "t1");
        log(config(), line).isLlmEvent("""
                        {"user_id":"u1","prompt":"Hi?","generation":"Hello!","timestamp":"NOW","latency":2.5,"thread_id":"t1"}""");
    }

    @Test
    public void promptAndGenerationBesideAnEventNameMakeAnLlmEventWithThatProperty() {
        LogLine line = line().field("event", "Asked")
                .field("generation", "Hello!")
                .field("prompt", "Hi?")
                .field("user_id", "u1");
        log(config(), line).isLlmEvent("""
                        {"user_id":"u1","prompt":"Hi?","generation":"Hello!","properties":{"event":"Asked"},"timestamp":"NOW"}""");
    }

    @Test
    public void theNearestSourceDecidesTheKind() {
        LogLine userEvent = SIGN_UP.mdc("prompt", "Hi?").mdc("generation", "Hello!");
        LogLine llmEvent = ANSWER.mdc("event", "Asked");

        Report report = log(config(), userEvent, llmEvent);

        assertThat(report.userEvents()).containsExactly("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        assertThat(report.llmEvents()).containsExactly("""
                {"user_id":"u1","prompt":"What is Trubrics?","generation":"An analytics platform.","timestamp":"NOW"}""");
    }

    @Test
    public void textThreadAndAssistantOfAUserEventAreThePropertiesThatTrubricsKnows() {
        LogLine line = SIGN_UP.field("assistant_id", "gpt4o")
                .field("text", "great!")
                .field("thread_id", "t1")
                .field("$tag", "kept");
        log(config(), line).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":\
                        {"$assistant_id":"gpt4o","$tag":"kept","$text":"great!","$thread_id":"t1"},"timestamp":"NOW"}""");
    }

    @Test
    public void structuredPromptsBecomeJsonText() {
        LogLine line = line().field("generation", List.of("a", 1))
                .field("prompt", Map.of("role", "user"))
                .field("user_id", "u1");
        log(config(), line).isLlmEvent("""
                        {"user_id":"u1","prompt":"{\\"role\\":\\"user\\"}","generation":"[\\"a\\",1]","timestamp":"NOW"}""");
    }

    @Test
    public void aLatencyMayBeADuration() {
        log(config(), ANSWER.field("latency", Duration.ofMillis(2500)), ANSWER.field("latency", "PT2.5S"))
                .llmEvents()
                .forEach(event -> assertThat(event).contains("\"latency\":2.5"));
    }

    @Test
    public void aNegativeLatencyIsLeftOutAndWarnedAbout() {
        Report report = log(config(), ANSWER.field("latency", -1));
        report.isLlmEvent("""
                {"user_id":"u1","prompt":"What is Trubrics?","generation":"An analytics platform.","timestamp":"NOW"}""");
        report.warnsOnceAbout("latency");
    }

    @Test
    public void aLatencyIsAsExactAsItWasWritten() {
        Report report = log(
                config(),
                ANSWER.field("latency", 0.1f),
                ANSWER.field("latency_ms", 100),
                ANSWER.field("latency_ms", "100"));
        assertThat(report.llmEvents())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).endsWith("\"timestamp\":\"NOW\",\"latency\":0.1}"));
        report.warnsAboutNothing();
    }

    @Test
    public void anEmptyOptionalIsNoLatency() {
        Report report = log(config(), ANSWER.field("latency", OptionalDouble.empty()));
        assertThat(report.llmEvents()).singleElement().asString().doesNotContain("latency");
        report.warnsAboutNothing();
    }

    @Test
    public void aLatencyThatLooksLikeMillisecondsIsSentAndWarnedAbout() {
        Report report = log(config(), ANSWER.field("latency", 1400));
        assertThat(report.llmEvents()).singleElement().asString().contains("\"latency\":1400}");
        report.warnsOnceAbout("latency_ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-10-09T13:21:46.182Z",
                "2024-10-09T15:21:46.182+02:00",
                "2024-10-09T15:21:46.182+0200",
                "2024-10-09T13:21:46,182Z",
                "2024-10-09T13:21:46.1820000000000Z",
                "2024-10-09T15:21:46.182+02:00[Europe/Paris]"
            })
    public void aTimestampOverridesTheTimeOfTheLine(String timestamp) {
        log(config(), SIGN_UP.field("timestamp", timestamp)).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"2024-10-09T13:21:46.182Z"}""");
    }

    @Test
    public void aTimestampMayBeAnInstant() {
        log(config(), SIGN_UP.field("timestamp", Instant.parse("2024-10-09T13:21:46.182Z")))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"2024-10-09T13:21:46.182Z"}""");
    }

    @Test
    public void aTimestampMayBeADateOrACalendar() {
        Instant moment = Instant.parse("2024-10-09T13:21:46.182Z");
        Report report = log(
                config(),
                SIGN_UP.field("timestamp", Date.from(moment)),
                SIGN_UP.field("timestamp", Timestamp.from(moment)),
                SIGN_UP.field("timestamp", GregorianCalendar.from(moment.atZone(ZoneOffset.ofHours(9)))));
        assertThat(report.userEvents()).hasSize(3).containsOnly("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"2024-10-09T13:21:46.182Z"}""");
    }

    @Test
    public void aNumberIsATimestampWhereItsUnitIsConfigured() {
        log(config().option("timestampUnit", "ms"), SIGN_UP.field("timestamp", 1728480106182L))
                .isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","timestamp":"2024-10-09T13:21:46.182Z"}""");
    }

    @Test
    public void aNumberWithoutAUnitIsNoTimestampAndTheWarningNamesTheOption() {
        Report report = log(config(), SIGN_UP.field("timestamp", 1728480106182L));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsOnceAbout("timestampUnit");
    }

    @Test
    public void aBadTimestampIsWarnedAboutAndTheTimeOfTheLineUsed() {
        Report report = log(config(), SIGN_UP.field("timestamp", "yesterday"));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsOnceAbout("timestamp", LogLine.LOGGER);
    }

    @Test
    public void noWarningQuotesAnEvent() {
        Report report = log(
                config(),
                SIGN_UP.field("timestamp", "secret"),
                ANSWER.field("latency", "secret"),
                line().field("event", "secret"),
                SIGN_UP.field("thread_id", List.of("secret")));
        assertThat(report.warnings())
                .allSatisfy(warning -> assertThat(warning).doesNotContain("secret"))
                .filteredOn(warning -> warning.contains(LogLine.LOGGER))
                .hasSize(4);
    }

    @Test
    public void aLineWithoutEventIsNotOurs() {
        Report report = log(config(), line(), line().mdc("user_id", "u1"), line().field("prompt", "Hi?"));
        report.isNothing();
        report.warnsAboutNothing();
        assertThat(report.neighbourLines()).hasSize(3);
    }

    @Test
    public void anEventWithoutUserIsDroppedAndWarnedAbout() {
        Report report = log(config(), line().field("event", "Sign Up"), SIGN_UP);
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        assertThat(report.warnings())
                .filteredOn(warning -> warning.contains("user_id"))
                .hasSize(1);
    }

    @Test
    public void aRepeatedMistakeIsThinnedOut() {
        LogLine[] lines = new LogLine[500];
        Arrays.fill(lines, line().field("event", "Sign Up"));
        assertThat(log(config(), lines).warnings())
                .filteredOn(warning -> warning.contains("user_id"))
                .as("the first, and a summary at the end")
                .hasSizeBetween(1, 2);
    }

    @Test
    public void theDefaultUserServesWhereACallNamesNone() {
        Report report = log(config().option("defaultUserId", "system"), line().field("event", "Nightly Run"), SIGN_UP);
        assertThat(report.userEvents()).containsExactly("""
                        {"user_id":"system","event":"Nightly Run","timestamp":"NOW"}""", """
                        {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void theUnformattedMessageNamesTheEventOnRequest() {
        log(
                        config().option("eventFromMessage", "true"),
                        info("{} signed up", "Ann").mdc("user_id", "u1"))
                .isUserEvent("""
                        {"user_id":"u1","event":"{} signed up","timestamp":"NOW"}""");
    }

    @Test
    public void aLongFinishedMessageNamesNoEvent() {
        AppenderConfig config = config().option("eventFromMessage", "true").option("defaultUserId", "u1");
        Report report = log(config, info("user Ann from 10.0.0.1 ".repeat(5)), info("{} ".repeat(40), "x"));
        assertThat(report.userEvents()).singleElement().asString().contains("{} {} ");
    }

    @Test
    public void messagesOfALoggerNameOnlySoManyEvents() {
        LogLine[] lines = new LogLine[250];
        Arrays.setAll(lines, i -> info("user " + i + " came"));
        Report report = log(config().option("eventFromMessage", "true").option("defaultUserId", "u1"), lines);
        assertThat(report.userEvents()).hasSize(200);
        report.warnsOnceAbout(LogLine.LOGGER, "eventFromMessage");
    }

    @Test
    public void theFirstPresentAlternativeOfAKeyWins() {
        LogLine line = line().field("event", "Sign Up").field("uid", "third").field("userId", "second");
        log(config().option("userIdKey", "user_id, userId, uid"), line).isUserEvent("""
                        {"user_id":"second","event":"Sign Up","timestamp":"NOW"}""");
    }

    @Test
    public void aBlankKeyIsNotRead() {
        log(config().option("textKey", " "), SIGN_UP.field("text", "plain")).isUserEvent("""
                        {"user_id":"u1","event":"Sign Up","properties":{"text":"plain"},"timestamp":"NOW"}""");
    }

    @Test
    public void everyLineIsAnEventWhileTheMdcNamesOne() {
        Report report = run(
                config(),
                logging -> logging.withContext(Map.of("user_id", "u1", "event", "Sign Up"), () -> {
                    logging.log(line().from("com.acme.First"));
                    logging.log(line().from("org.library.Second"));
                    logging.log(line().from("org.library.Second"));
                }));
        assertThat(report.userEvents()).hasSize(3);
    }

    private static final class Unreadable {
        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
