package com.trubrics.appender.testkit;

import static com.trubrics.appender.testkit.LogLine.info;
import static com.trubrics.appender.testkit.LogLine.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @ValueSource(strings = {"2024-10-09T13:21:46.182Z", "2024-10-09T15:21:46.182+02:00"})
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
    public void aBadTimestampIsWarnedAboutAndTheTimeOfTheLineUsed() {
        Report report = log(config(), SIGN_UP.field("timestamp", "yesterday"));
        report.isUserEvent("""
                {"user_id":"u1","event":"Sign Up","timestamp":"NOW"}""");
        report.warnsOnceAbout("timestamp");
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
    public void oneMdcEventNameUnderTwoLoggersIsWarnedAboutOnce() {
        Report report = run(
                config(),
                logging -> logging.withContext(Map.of("user_id", "u1", "event", "Sign Up"), () -> {
                    logging.log(line().from("com.acme.First"));
                    logging.log(line().from("org.library.Second"));
                    logging.log(line().from("org.library.Second"));
                }));
        assertThat(report.userEvents()).hasSize(3);
        report.warnsOnceAbout("com.acme.First", "org.library.Second");
    }
}
