package com.trubrics.appender.springai;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.trubrics.appender.llm.LlmOptions;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.observation.ChatClientObservationContext;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/** Observations as Spring AI makes them, without a model. */
class TrubricsObservationHandlerTest {

    private static final AssistantMessage TOOL_CALL =
            AssistantMessage.builder().toolCalls(List.of(toolCall("c1"))).build();

    private final Logger logger = (Logger) LoggerFactory.getLogger("com.trubrics.llm");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ObservationRegistry registry = ObservationRegistry.create();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        TrubricsObservationHandler handler = new TrubricsObservationHandler(LlmOptions.DEFAULT);
        registry.observationConfig().observationHandler(handler).observationHandler(handler); // as by mistake
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        MDC.clear();
    }

    @Test
    void aClientWithItsModelsRoundsIsOneExchange() {
        ChatClientObservationContext client = client("Sunny?", false);
        Observation asked = start(client);
        ChatModelObservationContext first = model("augmented: Sunny?");
        stop(within(asked, first), () -> first.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        ChatModelObservationContext second = model("augmented: Sunny?", TOOL_CALL);
        stop(within(asked, second), () -> second.setResponse(answer("Yes.")));
        stop(asked, () -> client.setResponse(clientResponse(answer("Yes."))));

        assertThat(only())
                .containsEntry("prompt", "Sunny?")
                .containsEntry("generation", "Yes.")
                .containsEntry("assistant_id", "answering-model")
                .containsEntry("prompt_tokens", 3)
                .containsEntry("tools", List.of("weather"))
                .containsEntry("finish_reason", "stop")
                .containsEntry("streaming", false);
    }

    @Test
    void aClientsAnswerMayBeAToolCall() {
        ChatClientObservationContext client = client("Sunny?", false);
        stop(start(client), () -> client.setResponse(clientResponse(response(TOOL_CALL, "TOOL_CALLS"))));

        assertThat(only())
                .containsEntry("generation", "")
                .containsEntry("llm_outcome", "tool_calls")
                .containsEntry("tools", List.of("weather"));
    }

    @Test
    void aFailureIsNamedByItsCauseAndHasTheConfiguredModel() {
        Observation asked = start(client("Sunny?", true));
        stop(within(asked, model("Sunny?")), () -> {});
        asked.error(new CompletionException(new IllegalStateException()));
        asked.stop();

        assertThat(only())
                .containsEntry("llm_error", "java.lang.IllegalStateException")
                .containsEntry("assistant_id", "configured-model");
    }

    @Test
    void aStreamWithoutResponseWasCancelled() {
        start(client("Sunny?", true)).stop();

        assertThat(only()).containsEntry("llm_outcome", "cancelled");
    }

    @Test
    void anUnobservedClientsRoundsAreOneExchangeOfTheUserWhoAsked() {
        MDC.put("user_id", "u1");
        ChatModelObservationContext first = model("Sunny?");
        stop(start(first), () -> first.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        MDC.clear(); // as on the thread on which a stream goes on
        ChatModelObservationContext second = model("Sunny?", TOOL_CALL);
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("generation", "Yes.").containsEntry("tools", List.of("weather"));
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    @Test
    void theTokensOfAllRoundsAddUp() {
        ChatModelObservationContext first = model("Sunny?");
        stop(start(first), () -> first.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        ChatModelObservationContext second = model("Sunny?", TOOL_CALL);
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("prompt_tokens", 6).containsEntry("completion_tokens", 10);
    }

    /** As models of Spring AI 1 do. The last answer has the sum. */
    @Test
    void aModelThatRunsToolsItselfAddsThemUp() {
        ToolCallingChatOptions options =
                ToolCallingChatOptions.builder().model("configured-model").build();
        ChatModelObservationContext first = model(options, "Sunny?");
        stop(start(first), () -> first.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        ChatModelObservationContext second = model(options, "Sunny?", TOOL_CALL);
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("prompt_tokens", 3).containsEntry("completion_tokens", 5);
    }

    /** A stream tells its subscriber that it is complete, and only then that its observation has ended. */
    @Test
    void theNextRoundMayBeginBeforeTheObservationOfTheOneBeforeHasEnded() {
        MDC.put("user_id", "u1");
        ChatModelObservationContext first = model("Sunny?");
        Observation asked = start(first);
        first.setResponse(response(TOOL_CALL, "TOOL_CALLS"));
        MDC.clear();
        ChatModelObservationContext second = model("Sunny?", TOOL_CALL);
        Observation askedAgain = start(second);
        asked.stop();
        stop(askedAgain, () -> second.setResponse(answer("Yes.")));

        assertThat(only())
                .containsEntry("generation", "Yes.")
                .containsEntry("tools", List.of("weather"))
                .containsEntry("prompt_tokens", 6);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    /** Some models say what they are about to do. */
    @Test
    void theTextThatComesWithAToolCallIsNotTheAnswer() {
        MDC.put("user_id", "u1");
        AssistantMessage calls = AssistantMessage.builder()
                .content("Let me look.")
                .toolCalls(List.of(toolCall("c1")))
                .build();
        ChatModelObservationContext first = model("Sunny?");
        stop(start(first), () -> first.setResponse(response(calls, "TOOL_CALLS")));
        MDC.clear();
        ChatModelObservationContext second = model("Sunny?", calls);
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only())
                .containsEntry("generation", "Yes.")
                .containsEntry("tools", List.of("weather"))
                .containsEntry("completion_tokens", 10);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    /** Some models return the text and the tool call as two results. */
    @Test
    void theToolCallMayBeInAnyResult() {
        ChatModelObservationContext first = model("Sunny?");
        stop(
                start(first),
                () -> first.setResponse(new ChatResponse(
                        List.of(new Generation(new AssistantMessage("Let me look.")), new Generation(TOOL_CALL)))));
        ChatModelObservationContext second = model("Sunny?", TOOL_CALL);
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("generation", "Yes.");
    }

    /** Some models number the calls of each answer from one, and some do not number them. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "'', false", "'', true"})
    void twoUsersWhoAskTheSameAtTheSameTimeKeepTheirOwnExchanges(String id, boolean beforeTheFirstRoundsHaveEnded) {
        List<Observation> rounds = new ArrayList<>();
        List<AssistantMessage> calls = new ArrayList<>();
        for (String user : List.of("u1", "u2")) {
            MDC.put("user_id", user);
            ChatModelObservationContext first = model("Sunny?");
            rounds.add(start(first));
            calls.add(
                    AssistantMessage.builder().toolCalls(List.of(toolCall(id))).build());
            first.setResponse(response(calls.get(calls.size() - 1), "TOOL_CALLS"));
        }
        MDC.clear();
        if (!beforeTheFirstRoundsHaveEnded) {
            rounds.forEach(Observation::stop);
        }
        for (int user = 2; user > 0; user--) {
            ChatModelObservationContext second = model("Sunny?", calls.get(user - 1));
            String text = "Yes, u" + user + ".";
            stop(start(second), () -> second.setResponse(answer(text)));
        }
        if (beforeTheFirstRoundsHaveEnded) {
            rounds.forEach(Observation::stop);
        }

        assertThat(lines.list).hasSize(2);
        assertThat(IntStream.range(0, 2).mapToObj(this::fields))
                .extracting(fields -> fields.get("generation"))
                .containsExactly("Yes, u2.", "Yes, u1.");
        assertThat(lines.list)
                .extracting(line -> line.getMDCPropertyMap().get("user_id"))
                .containsExactly("u2", "u1");
    }

    /** A memory outside the process returns equal tool calls, but not the same. */
    @Test
    void messagesThatWereStoredContinueAnExchangeIfItIsClearWhich() {
        MDC.put("user_id", "u1");
        ChatModelObservationContext first = model("Sunny?");
        stop(start(first), () -> first.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        MDC.clear();
        ChatModelObservationContext second = model("Sunny?", stored(TOOL_CALL));
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("completion_tokens", 10);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    @Test
    void messagesThatWereStoredContinueNoExchangeIfItCouldBeEitherOfTwoUsers() {
        for (String user : List.of("u1", "u2")) {
            MDC.put("user_id", user);
            ChatModelObservationContext first = model("Sunny?");
            stop(start(first), () -> first.setResponse(response(stored(TOOL_CALL), "TOOL_CALLS")));
        }
        MDC.put("user_id", "u1");
        ChatModelObservationContext second = model("Sunny?", stored(TOOL_CALL));
        stop(start(second), () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("completion_tokens", 5);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    private static AssistantMessage stored(AssistantMessage message) {
        return AssistantMessage.builder()
                .toolCalls(message.getToolCalls().stream()
                        .map(call -> toolCall(call.id()))
                        .toList())
                .build();
    }

    private static ToolCall toolCall(String id) {
        return new ToolCall(id, "function", "weather", "{}");
    }

    /** On another thread, but what matters is when: whenever the handler reads the response. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theNextRoundMayBeginAtAnyMomentOfTheEndOfTheOneBefore(int moment) {
        MDC.put("user_id", "u1");
        ChatModelObservationContext first = model("Sunny?");
        Observation asked = start(first);
        MDC.clear();
        ChatModelObservationContext second = model("Sunny?", TOOL_CALL);
        Observation askedAgain = Observation.createNotStarted("asked", () -> second, registry);
        stop(asked, () -> first.setResponse(new InterruptedResponse(moment, askedAgain::start)));
        stop(askedAgain, () -> second.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("generation", "Yes.").containsEntry("prompt_tokens", 6);
        assertThat(lines.list.get(0).getMDCPropertyMap()).containsEntry("user_id", "u1");
    }

    /** Asks for a tool, and runs something when it is read for the nth time. */
    private static final class InterruptedResponse extends ChatResponse {
        private int readsToCome;
        private final Runnable interruption;

        InterruptedResponse(int reads, Runnable interruption) {
            super(
                    response(TOOL_CALL, "TOOL_CALLS").getResults(),
                    response(TOOL_CALL, "TOOL_CALLS").getMetadata());
            this.readsToCome = reads;
            this.interruption = interruption;
        }

        @Override
        public List<Generation> getResults() {
            read();
            return super.getResults();
        }

        @Override
        public ChatResponseMetadata getMetadata() {
            read();
            return super.getMetadata();
        }

        private void read() {
            readsToCome--;
            if (readsToCome == 0) {
                interruption.run();
            }
        }
    }

    /** As after a failure, when the application asks once more with the messages that it has. */
    @Test
    void aRequestThatIsRepeatedDoesNotContinueTheExchangeOfAnotherUser() {
        List<AssistantMessage> calls = new ArrayList<>();
        for (String user : List.of("u1", "u2")) {
            MDC.put("user_id", user);
            calls.add(
                    AssistantMessage.builder().toolCalls(List.of(toolCall("1"))).build());
            ChatModelObservationContext first = model("Sunny?");
            stop(start(first), () -> first.setResponse(response(calls.get(calls.size() - 1), "TOOL_CALLS")));
        }
        for (String text : List.of("Yes, u2.", "Yes again, u2.")) {
            ChatModelObservationContext second = model("Sunny?", calls.get(1));
            stop(start(second), () -> second.setResponse(answer(text)));
        }
        MDC.clear();
        ChatModelObservationContext second = model("Sunny?", calls.get(0));
        stop(start(second), () -> second.setResponse(answer("Yes, u1.")));

        assertThat(lines.list)
                .extracting(line -> line.getMDCPropertyMap().get("user_id"))
                .containsExactly("u2", "u2", "u1");
    }

    @Test
    void aRequestEndsNoRoundThatItDoesNotContinue() {
        ChatModelObservationContext other = model("Rainy?");
        Observation asked = start(other);
        other.setResponse(response(TOOL_CALL, "TOOL_CALLS"));
        start(model("Sunny?", TOOL_CALL));
        asked.error(new IllegalStateException());
        asked.stop();

        assertThat(only()).containsEntry("llm_error", "java.lang.IllegalStateException");
    }

    @Test
    void aQuestionThatNobodyContinuesIsForgotten() {
        for (int i = 0; i < 1_000; i++) {
            ChatModelObservationContext round = model("Sunny " + i + "?");
            stop(start(round), () -> round.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        }
        ChatModelObservationContext forgotten = model("Sunny 1?", TOOL_CALL);
        stop(start(forgotten), () -> forgotten.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("prompt", "Sunny 1?").containsEntry("tools", List.of("weather"));
    }

    /** It waits until another 256 have come. */
    @Test
    void ofALongQuestionThatNobodyContinuesOnlyWhatWillBeLoggedIsHeld() {
        WeakReference<String> question = new WeakReference<>(askInVain());
        for (int collections = 0; collections < 20 && question.get() != null; collections++) {
            System.gc();
        }

        assertThat(question.get() == null).isTrue();
    }

    private String askInVain() {
        String question = "Sunny?".repeat(LlmOptions.DEFAULT_MAX_TEXT_LENGTH);
        ChatModelObservationContext round = model(question);
        stop(start(round), () -> round.setResponse(response(TOOL_CALL, "TOOL_CALLS")));
        return question;
    }

    @Test
    void nestedRoundsOfAStreamAreOneExchange() {
        ChatModelObservationContext outer = model("Sunny?");
        Observation first = start(outer);
        ChatModelObservationContext inner = model("Sunny?", TOOL_CALL);
        stop(within(first, inner), () -> inner.setResponse(answer("Yes.")));
        stop(first, () -> outer.setResponse(answer("Yes.")));

        assertThat(only()).containsEntry("generation", "Yes.");
    }

    @Test
    void theConversationAndTheUserAreFound() {
        ChatClientObservationContext client = client("Sunny?", false);
        client.getRequest().context().put("chat_memory_conversation_id", "c7");
        Observation.Context request = new Observation.Context();
        request.put(TrubricsObservationHandler.USER_KEY, "u1");
        stop(within(start(request), client), () -> client.setResponse(clientResponse(answer("Yes."))));

        assertThat(only()).containsEntry("thread_id", "c7").containsEntry("user_id", "u1");
    }

    @Test
    void nothingIsThrownIntoTheApplication() {
        ChatClientObservationContext broken = client("Sunny?", false);
        broken.getRequest().context().put("chat_memory_conversation_id", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        });
        start(broken).stop();

        assertThat(only()).containsEntry("prompt", "Sunny?").doesNotContainKey("thread_id");
    }

    private static ChatClientObservationContext client(String question, boolean stream) {
        return ChatClientObservationContext.builder()
                .request(ChatClientRequest.builder()
                        .prompt(new Prompt(question))
                        .context(new HashMap<>())
                        .build())
                .stream(stream)
                .build();
    }

    private static ChatModelObservationContext model(String question, AssistantMessage... rounds) {
        return model(ChatOptions.builder().model("configured-model").build(), question, rounds);
    }

    private static ChatModelObservationContext model(ChatOptions options, String question, AssistantMessage... rounds) {
        List<Message> messages = new ArrayList<>(List.of(new UserMessage(question)));
        messages.addAll(List.of(rounds));
        return ChatModelObservationContext.builder()
                .prompt(new Prompt(messages, options))
                .provider("openai")
                .build();
    }

    private static ChatResponse answer(String text) {
        return response(new AssistantMessage(text), "STOP");
    }

    private static ChatResponse response(AssistantMessage message, String finish) {
        return new ChatResponse(
                List.of(new Generation(
                        message,
                        ChatGenerationMetadata.builder().finishReason(finish).build())),
                ChatResponseMetadata.builder()
                        .model("answering-model")
                        .usage(new DefaultUsage(3, 5))
                        .build());
    }

    private static ChatClientResponse clientResponse(ChatResponse response) {
        return ChatClientResponse.builder()
                .chatResponse(response)
                .context(Map.of())
                .build();
    }

    private Observation start(Observation.Context context) {
        return Observation.start("asked", () -> context, registry);
    }

    private Observation within(Observation parent, Observation.Context context) {
        return Observation.createNotStarted("asked", () -> context, registry)
                .parentObservation(parent)
                .start();
    }

    private static void stop(Observation observation, Runnable before) {
        before.run();
        observation.stop();
    }

    private Map<String, Object> only() {
        assertThat(lines.list).hasSize(1);
        return fields(0);
    }

    private Map<String, Object> fields(int line) {
        return lines.list.get(line).getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }
}
