package com.trubrics.appender.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a line about an exchange has, whichever framework logs it. */
abstract class LlmExchangeContract {

    /** A logged line. */
    record Line(String level, String message, Map<String, Object> fields, Map<String, String> mdc) {}

    /** Runs this, and returns what was logged to {@code com.trubrics.llm} meanwhile. */
    abstract List<Line> logged(Runnable application);

    @AfterEach
    void leaveNoMdc() {
        MDC.clear();
    }

    @Test
    void fieldsKeepTheirTypes() {
        Line line = line(exchange -> {
            exchange.prompt("What is Trubrics?");
            exchange.generation("An analytics platform.");
            exchange.model("gpt-4o");
            exchange.conversation(7);
            exchange.tokens(3, 5L);
            exchange.finishReason("STOP");
            exchange.streaming(true);
            exchange.tools(List.of("weather", "news"));
        });

        assertThat(line.level()).isEqualTo("INFO");
        Map<String, Object> fields = new HashMap<>(line.fields());
        assertThat(fields.remove("latency")).isInstanceOf(Double.class);
        assertThat(fields)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("prompt", "What is Trubrics?"),
                        Map.entry("generation", "An analytics platform."),
                        Map.entry("assistant_id", "gpt-4o"),
                        Map.entry("thread_id", "7"),
                        Map.entry("llm_outcome", "answer"),
                        Map.entry("prompt_tokens", 3),
                        Map.entry("completion_tokens", 5L),
                        Map.entry("finish_reason", "stop"),
                        Map.entry("streaming", true),
                        Map.entry("tools", List.of("weather", "news"))));
    }

    @Test
    void theMessageTextHasNeitherPromptNorAnswerNorUser() {
        Line line = line(LlmOptions.DEFAULT.withUser(() -> "u1"), exchange -> {
            exchange.prompt("my question");
            exchange.generation("my answer");
            exchange.model("gpt-4o");
            exchange.tokens(3, 5);
        });

        assertThat(line.message())
                .matches("LLM exchange: answer, assistant_id=gpt-4o, latency=\\d\\.\\d+, prompt_tokens=3, "
                        + "completion_tokens=5");
        assertThat(line.fields()).containsEntry("user_id", "u1");
    }

    @Test
    void theLineHasTheMdcOfTheThreadThatAskedAndTheOtherThreadKeepsItsOwn() {
        MDC.put("user_id", "asker");
        LlmExchange exchange = LlmExchange.begin(LlmOptions.DEFAULT);
        MDC.put("user_id", "later");

        List<Line> lines = logged(() -> CompletableFuture.runAsync(() -> {
                    MDC.put("user_id", "worker");
                    exchange.end();
                    assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("user_id", "worker"));
                    MDC.clear();
                })
                .join());

        assertThat(lines).singleElement().extracting(Line::mdc).isEqualTo(Map.of("user_id", "asker"));
        assertThat(MDC.get("user_id")).isEqualTo("later");
    }

    @Test
    void anExchangeIsLoggedOnce() {
        LlmExchange exchange = LlmExchange.begin(LlmOptions.DEFAULT);

        assertThat(logged(() -> {
                    exchange.end();
                    exchange.error(new IllegalStateException());
                    exchange.end();
                }))
                .hasSize(1);
    }

    @Test
    void aFailureIsNamedByTheClassOfItsCause() {
        Line line = line(exchange -> {
            exchange.prompt("Hi?");
            exchange.error(new CompletionException(new RuntimeException(new IllegalStateException("secret"))));
        });

        assertThat(line.fields())
                .containsEntry("generation", "")
                .containsEntry("llm_outcome", "error")
                .containsEntry("llm_error", "java.lang.IllegalStateException");
        assertThat(line.message()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void whatHasNoAnswerIsToldApart() {
        assertThat(line(LlmExchange::cancelled).fields()).containsEntry("llm_outcome", "cancelled");
        assertThat(line(exchange -> exchange.tool("weather")).fields()).containsEntry("llm_outcome", "tool_calls");
        assertThat(line(exchange -> exchange.generation(" ")).fields())
                .containsEntry("llm_outcome", "empty")
                .containsEntry("generation", "");
    }

    @Test
    void aPromptWithoutTextIsAnEventAllTheSame() {
        assertThat(line(exchange -> exchange.prompt(null)).fields()).containsEntry("prompt", "[no text]");
    }

    @Test
    void textsThatAreNotIncludedLeaveTheirLength() {
        Line line = line(LlmOptions.DEFAULT.withPrompt(false).withGeneration(false), exchange -> {
            exchange.prompt("12345");
            exchange.generation("123");
        });

        assertThat(line.fields())
                .containsEntry("prompt", "[not included]")
                .containsEntry("generation", "[not included]")
                .containsEntry("prompt_length", 5)
                .containsEntry("generation_length", 3);
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        Line line = line(LlmOptions.DEFAULT.withMaxTextLength(3), exchange -> {
            exchange.prompt("ab\uD83D\uDE00c");
            exchange.generation("abc");
        });

        assertThat(line.fields())
                .containsEntry("prompt", "ab\u2026")
                .containsEntry("prompt_length", 5)
                .containsEntry("generation", "abc")
                .doesNotContainKey("generation_length");
    }

    /** However many exchanges there are, and however long each lasts. */
    @Test
    void ofALongTextOnlyWhatWillBeLoggedIsHeld() {
        LlmExchange exchange = LlmExchange.begin(LlmOptions.DEFAULT.withMaxTextLength(10));
        List<WeakReference<String>> texts = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            String prompt = "What?".repeat(1_000);
            String generation = "That.".repeat(1_000);
            exchange.prompt(prompt);
            exchange.generation(generation);
            texts.addAll(List.of(new WeakReference<>(prompt), new WeakReference<>(generation)));
        }

        assertThat(texts).allMatch(LlmExchangeContract::isCollected);
        assertThat(logged(exchange::end).get(0).fields())
                .containsEntry("prompt", "What?What?\u2026")
                .containsEntry("prompt_length", 5_000)
                .containsEntry("generation", "That.That.\u2026")
                .containsEntry("generation_length", 5_000);
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int collections = 0; collections < 20 && reference.get() != null; collections++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void tokensThatNobodyCountedAreAbsent() {
        assertThat(line(exchange -> exchange.tokens(0, 0)).fields()).doesNotContainKeys("prompt_tokens");
        assertThat(line(exchange -> exchange.tokens(3, 0)).fields()).containsEntry("completion_tokens", 0);
    }

    @Test
    void theUserOfTheMdcIsNearerThanTheOneThatTheOptionNames() {
        MDC.put("user_id", "of-the-mdc");

        assertThat(line(LlmOptions.DEFAULT.withUser(() -> "of-the-option"), exchange -> {})
                        .fields())
                .doesNotContainKey("user_id");
    }

    @Test
    void aUserThatCannotBeReadIsAbsent() {
        Line line = line(
                LlmOptions.DEFAULT.withUser(() -> {
                    throw new IllegalStateException();
                }),
                exchange -> {});

        assertThat(line.fields()).doesNotContainKey("user_id");
    }

    private Line line(Consumer<LlmExchange> exchange) {
        return line(LlmOptions.DEFAULT, exchange);
    }

    private Line line(LlmOptions options, Consumer<LlmExchange> known) {
        List<Line> lines = logged(() -> {
            LlmExchange exchange = LlmExchange.begin(options);
            known.accept(exchange);
            exchange.end();
        });
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
