package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.testkit.RecordedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Holds each framework to the same events, which arrive at Trubrics when an application uses a model. */
public abstract class ExchangeContract extends ChatFramework {

    private static final int STREAMS = 100;

    /** The memory that frameworks and the JVM need for other things may differ by this much. */
    private static final long NOISE_BYTES = 8 << 20;

    @BeforeEach
    void signIn() {
        MDC.put("user_id", "u1");
    }

    @AfterEach
    void signOut() {
        MDC.clear();
    }

    @AfterAll
    static void nothingWasCountedTwice() {
        List<RecordedEvent> answers = Trubrics.arrived().stream()
                .filter(event -> !"tool_calls".equals(event.property("llm_outcome")))
                .toList();
        assertThat(answers)
                .extracting(event -> event.field("prompt") + " " + event.field("user_id"))
                .doesNotHaveDuplicates();
        assertThat(answers)
                .extracting(event -> event.field("prompt"))
                .allMatch(prompt -> prompt.endsWith("?") || prompt.equals("[not included]"));
    }

    @Test
    void theExpectedFrameworkLogs() {
        assertThat(LoggerFactory.getILoggerFactory().getClass().getName())
                .contains(System.getProperty("expected.logging").equals("logback") ? "logback" : "Log4j");
    }

    @Test
    void aCallIsOneEventWithEverythingThatIsKnown() {
        MDC.put("thread_id", "t1");
        String answer = ask("slow call?");

        RecordedEvent event = Trubrics.event("slow call?");
        assertThat(event.field("generation")).isEqualTo(answer).isEqualTo(answerTo("slow call?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.field("assistant_id")).isEqualTo(OpenAiStub.MODEL);
        assertThat(event.field("thread_id")).isEqualTo("t1");
        assertThat(latency(event)).isGreaterThanOrEqualTo(OpenAiStub.secondsFor("slow call?"));
        assertThat(event.json())
                .contains(
                        "\"prompt_tokens\":3,",
                        "\"completion_tokens\":5",
                        "\"streaming\":false",
                        "\"llm_outcome\":\"answer\"",
                        "\"llm_framework\":\"" + framework() + "\"",
                        "\"finish_reason\":\"stop\"")
                .doesNotContain("llm_error", "tools", "prompt_length");
    }

    @Test
    void aStreamOfFiftyPartsIsOneEventWithTheWholeText() {
        stream("stream?");

        RecordedEvent event = Trubrics.event("stream?");
        assertThat(event.field("generation")).isEqualTo(answerTo("stream?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.field("assistant_id")).isEqualTo(OpenAiStub.MODEL);
        assertThat(event.json()).contains("\"streaming\":true").doesNotContain("\"prompt_tokens\":0");
    }

    @Test
    void theConversationOfTheMemoryWinsOverTheMdc() {
        MDC.put("thread_id", "of-the-mdc");
        askInConversation("c7", "memory?");

        assertThat(Trubrics.event("memory?").field("thread_id")).isEqualTo("c7");
    }

    @Test
    void aToolRoundIsPartOfTheExchange() {
        askWithTool("weather by call?");

        RecordedEvent event = Trubrics.event("weather by call?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.json())
                .contains(
                        "\"tools\":[\"weather\"]",
                        "\"prompt_tokens\":6,",
                        "\"llm_outcome\":\"answer\"",
                        "\"finish_reason\":\"stop\"");
    }

    @Test
    void aToolRoundOfAStreamIsPartOfTheExchange() {
        streamWithTool("weather by stream?");

        RecordedEvent event = Trubrics.event("weather by stream?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.json()).contains("\"tools\":[\"weather\"]", "\"streaming\":true");
    }

    @Test
    void aFailureIsAnEventAndReachesTheApplicationUnchanged() {
        assertThatThrownBy(() -> ask("fail by call?")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> stream("fail by stream?")).isInstanceOf(RuntimeException.class);

        for (String prompt : List.of("fail by call?", "fail by stream?")) {
            assertIsFailure(Trubrics.event(prompt));
        }
    }

    /** Asserts that the model has refused to answer. */
    protected static void assertIsFailure(RecordedEvent event) {
        assertThat(event.field("generation")).isEmpty();
        assertThat(event.field("assistant_id")).isEqualTo("gpt-4o");
        assertThat(event.property("llm_outcome")).isEqualTo("error");
        assertThat(event.property("llm_error"))
                .contains("Exception")
                .doesNotContain("CompletionException", "ExecutionException");
    }

    @Test
    void aStreamThatBreaksOffIsOneEvent() {
        assertThatThrownBy(() -> stream("broken?")).isInstanceOf(RuntimeException.class);

        assertThat(Trubrics.event("broken?").property("llm_outcome")).isEqualTo("error");
    }

    @Test
    void textsCanBeLeftOut() {
        askDiscreetly("secret question?");

        RecordedEvent event = Trubrics.event("[not included]");
        assertThat(event.json()).doesNotContain("secret question").contains("\"prompt_length\":16");
        assertThat(event.field("generation")).isEqualTo("0 of\u2026");
    }

    @Test
    void aHundredConcurrentStreamsAreAHundredEventsEachOfItsUserWithItsTextAndItsTime() throws Exception {
        long start = System.nanoTime();
        ExecutorService users = Executors.newFixedThreadPool(STREAMS);
        for (int number = 0; number < STREAMS; number++) {
            String user = "user-" + number;
            String question = slowQuestion(number);
            users.execute(() -> {
                MDC.put("user_id", user);
                stream(question);
                MDC.clear();
            });
        }
        users.shutdown();
        assertThat(users.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(IntStream.range(0, STREAMS).boxed()).allSatisfy(number -> {
            String question = slowQuestion(number);
            RecordedEvent event = Trubrics.event(question);
            assertThat(event.field("user_id")).isEqualTo("user-" + number);
            assertThat(event.field("generation")).isEqualTo(answerTo(question));
            assertThat(latency(event)).isBetween(OpenAiStub.secondsFor(question), (System.nanoTime() - start) / 1e9);
        });
    }

    /** Returns a question whose answer takes one, two or three times as long. */
    private static String slowQuestion(int number) {
        return "slow " + (1 + number % 3) + " for user-" + number + "?";
    }

    /** The frameworks hold the whole text themselves, with or without us. The logging framework has no part in it. */
    @Test
    @EnabledIfSystemProperty(named = "expected.logging", matches = "logback")
    void ofAHundredLongStreamsNoMoreIsHeldThanEventsMayHave() throws Exception {
        streamUnwatched("the first that is not watched?", part -> {});
        streamIntoSmallEvent("the first that is watched?", part -> {});
        long without = LongStreams.bytesInUse(openAi(), "unwatched", this::streamUnwatched);
        long with = LongStreams.bytesInUse(openAi(), "watched", this::streamIntoSmallEvent);

        assertThat(with - without).isLessThan((long) LongStreams.COUNT * EVENT_BYTES + NOISE_BYTES);
        assertThat(IntStream.range(0, LongStreams.COUNT)).allSatisfy(number -> {
            RecordedEvent event = Trubrics.event(LongStreams.question("watched", number));
            assertThat(event.property("generation_length")).isEqualTo(String.valueOf(OpenAiStub.LONG_LENGTH));
            assertThat(event.json()).hasSizeLessThan(EVENT_BYTES);
        });
    }

    @Test
    void theVersionsThatTheDocumentationNamesAreTested() throws Exception {
        assertThat(Files.readString(Path.of("..", "..", "docs", "llm.md"))).contains(testedWith());
    }

    private static double latency(RecordedEvent event) {
        return Double.parseDouble(event.field("latency"));
    }
}
