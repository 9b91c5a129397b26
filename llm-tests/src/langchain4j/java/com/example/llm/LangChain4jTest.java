package com.example.llm;

import static com.example.llm.OpenAiStub.answerTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.trubrics.appender.langchain4j.TrubricsChatModelListener;
import com.trubrics.appender.llm.LlmOptions;
import com.trubrics.appender.testkit.RecordedEvent;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.V;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Models and AI services of LangChain4j, without Spring: what arrives at Trubrics. */
class LangChain4jTest {

    private static OpenAiStub openAi;

    /** An AI service. */
    interface Assistant {
        String chat(String question);
    }

    /** One with a memory for each conversation, whose question is a template. */
    interface Remembering {
        @dev.langchain4j.service.UserMessage("about {{topic}}?")
        String chat(@MemoryId String conversation, @V("topic") String topic);
    }

    /** One that answers in parts. */
    interface Streaming {
        TokenStream chat(String question);
    }

    /** A tool that the model may call. */
    static final class Tools {
        @Tool("The weather of today")
        String weather() {
            return "sunny";
        }
    }

    @BeforeAll
    static void start() {
        Trubrics.begin();
        openAi = OpenAiStub.start();
    }

    @AfterAll
    static void nothingWasCountedTwice() {
        Map<String, Long> perPrompt = Trubrics.arrived().stream()
                .filter(event -> !event.field("prompt").startsWith("weather by hand"))
                .collect(Collectors.groupingBy(event -> event.field("prompt"), Collectors.counting()));
        openAi.close();
        assertThat(perPrompt).allSatisfy((prompt, count) -> assertThat(count).isEqualTo(1));
        assertThat(perPrompt.keySet()).allMatch(prompt -> prompt.endsWith("?") || prompt.equals("[not included]"));
    }

    @BeforeEach
    void signIn() {
        MDC.put("user_id", "u1");
    }

    @AfterEach
    void signOut() {
        MDC.clear();
    }

    private static ChatModel model() {
        return model(new TrubricsChatModelListener());
    }

    private static ChatModel model(ChatModelListener... listeners) {
        return OpenAiChatModel.builder()
                .baseUrl(openAi.url())
                .apiKey("none")
                .modelName("gpt-4o")
                .listeners(List.of(listeners))
                .build();
    }

    private static StreamingChatModel streamingModel() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(openAi.url())
                .apiKey("none")
                .modelName("gpt-4o")
                .listeners(List.of(new TrubricsChatModelListener()))
                .build();
    }

    @Test
    void theExpectedFrameworkLogs() {
        assertThat(LoggerFactory.getILoggerFactory().getClass().getName())
                .contains(System.getProperty("expected.logging").equals("logback") ? "logback" : "Log4j");
    }

    @Test
    void aCallIsOneEventWithEverythingThatIsKnown() {
        MDC.put("thread_id", "t1");
        String answer = model().chat("call?");

        RecordedEvent event = Trubrics.event("call?");
        assertThat(event.field("generation")).isEqualTo(answer).isEqualTo(answerTo("call?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.field("assistant_id")).isEqualTo(OpenAiStub.MODEL);
        assertThat(event.field("thread_id")).isEqualTo("t1");
        assertThat(Double.parseDouble(event.field("latency"))).isPositive();
        assertThat(event.json())
                .contains(
                        "\"prompt_tokens\":3,",
                        "\"completion_tokens\":5",
                        "\"streaming\":false",
                        "\"llm_outcome\":\"answer\"",
                        "\"llm_framework\":\"langchain4j\"",
                        "\"finish_reason\":\"stop\"")
                .doesNotContain("llm_error", "tools", "prompt_length");
    }

    @Test
    void aStreamOfFiftyPartsIsOneEventWithTheWholeText() {
        stream("stream?").join();

        RecordedEvent event = Trubrics.event("stream?");
        assertThat(event.field("generation")).isEqualTo(answerTo("stream?"));
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.json()).contains("\"streaming\":true", "\"prompt_tokens\":3,");
    }

    /** Whoever runs the tools himself asks the model twice. */
    @Test
    void anAnswerThatOnlyAsksForToolsIsAnEventWhereTheApplicationRunsThem() {
        ChatModel model = model();
        List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from("weather by hand?")));
        ToolSpecification weather = ToolSpecification.builder().name("weather").build();
        AiMessage first = model.chat(ChatRequest.builder()
                        .messages(messages)
                        .toolSpecifications(weather)
                        .build())
                .aiMessage();
        ToolExecutionRequest request = first.toolExecutionRequests().get(0);
        messages.addAll(List.of(first, ToolExecutionResultMessage.from(request, "sunny")));
        model.chat(messages);

        List<RecordedEvent> events = Trubrics.events("weather by hand?", 2);
        assertThat(events)
                .extracting(event -> event.property("llm_outcome"), event -> event.field("generation"))
                .containsExactlyInAnyOrder(tuple("tool_calls", ""), tuple("answer", "It is sunny."));
        assertThat(events).allSatisfy(event -> assertThat(event.json()).contains("\"tools\":[\"weather\"]"));
    }

    @Test
    void aQuestionToAnAiServiceIsOneEventWithAllItsRounds() {
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(model())
                .tools(new Tools())
                .build();
        assistant.chat("weather of a service?");

        RecordedEvent event = Trubrics.event("weather of a service?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.field("thread_id")).isNull();
        assertThat(event.json())
                .contains("\"tools\":[\"weather\"]", "\"prompt_tokens\":6,", "\"finish_reason\":\"stop\"");
    }

    @Test
    void theMemoryIdIsTheThreadAndThePromptIsTheFilledTemplate() {
        Remembering assistant = AiServices.builder(Remembering.class)
                .chatModel(model())
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .build();
        MDC.put("thread_id", "of-the-mdc");
        assistant.chat("c7", "dates");

        assertThat(Trubrics.event("about dates?").field("thread_id")).isEqualTo("c7");
    }

    @Test
    void aStreamOfAnAiServiceIsOneEventWithAllItsRounds() {
        Streaming assistant = AiServices.builder(Streaming.class)
                .streamingChatModel(streamingModel())
                .tools(new Tools())
                .build();
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        assistant
                .chat("weather of a streaming service?")
                .onPartialResponse(part -> {})
                .onCompleteResponse(done::complete)
                .onError(done::completeExceptionally)
                .start();
        done.join();

        RecordedEvent event = Trubrics.event("weather of a streaming service?");
        assertThat(event.field("generation")).isEqualTo("It is sunny.");
        assertThat(event.field("user_id")).isEqualTo("u1");
        assertThat(event.json()).contains("\"tools\":[\"weather\"]", "\"streaming\":true", "\"prompt_tokens\":6,");
    }

    @Test
    void aServiceWhoseModelHasNoListenerMakesNoEvent() {
        AiServices.builder(Assistant.class)
                .chatModel(model(new ChatModelListener[0]))
                .build()
                .chat("unlistened?");
        model().chat("after the unlistened one?");

        Trubrics.event("after the unlistened one?");
        assertThat(Trubrics.withPrompt("unlistened?")).isEmpty();
    }

    @Test
    void aFailureIsAnEventAndReachesTheApplicationUnchanged() {
        Assistant assistant =
                AiServices.builder(Assistant.class).chatModel(model()).build();
        assertThatThrownBy(() -> model().chat("fail by call?")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> assistant.chat("fail of a service?")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> stream("fail by stream?").join()).isInstanceOf(CompletionException.class);

        for (String prompt : List.of("fail by call?", "fail of a service?", "fail by stream?")) {
            RecordedEvent event = Trubrics.event(prompt);
            assertThat(event.field("generation")).isEmpty();
            assertThat(event.field("assistant_id")).isEqualTo("gpt-4o");
            assertThat(event.property("llm_outcome")).isEqualTo("error");
            assertThat(event.property("llm_error")).contains("Exception");
        }
    }

    @Test
    void aStreamThatBreaksOffIsOneEvent() {
        assertThatThrownBy(() -> stream("broken?").join()).isInstanceOf(CompletionException.class);

        assertThat(Trubrics.event("broken?").property("llm_outcome")).isEqualTo("error");
    }

    /** LangChain4j tells nobody. */
    @Test
    void aCancelledStreamIsNoEventAndHarmsNothing() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        streamingModel().chat("endless?", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                context.streamingHandle().cancel();
                cancelled.complete(null);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {}

            @Override
            public void onError(Throwable error) {}
        });
        cancelled.get(30, TimeUnit.SECONDS);
        model().chat("after the cancelled one?");

        Trubrics.event("after the cancelled one?");
        assertThat(Trubrics.withPrompt("endless?")).isEmpty();
    }

    @Test
    void theListenerHasOptions() {
        MDC.clear();
        ChatModel discreet = model(new TrubricsChatModelListener(
                LlmOptions.DEFAULT.withPrompt(false).withMaxTextLength(4).withUser(() -> "of-the-option")));
        discreet.chat("secret question?");

        RecordedEvent event = Trubrics.event("[not included]");
        assertThat(event.json()).doesNotContain("secret question").contains("\"prompt_length\":16");
        assertThat(event.field("generation")).isEqualTo("0 of\u2026");
        assertThat(event.field("user_id")).isEqualTo("of-the-option");
    }

    @Test
    void aHundredConcurrentStreamsAreAHundredEventsEachOfItsUser() throws Exception {
        int streams = 100;
        StreamingChatModel model = streamingModel();
        ExecutorService users = Executors.newFixedThreadPool(streams);
        for (int i = 0; i < streams; i++) {
            String user = "user-" + i;
            users.execute(() -> {
                MDC.put("user_id", user);
                stream(model, "concurrent " + user + "?").join();
                MDC.clear();
            });
        }
        users.shutdown();
        assertThat(users.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(IntStream.range(0, streams).mapToObj(i -> "user-" + i)).allSatisfy(user -> {
            String prompt = "concurrent " + user + "?";
            assertThat(Trubrics.event(prompt))
                    .extracting(event -> event.field("user_id"), event -> event.field("generation"))
                    .containsExactly(user, answerTo(prompt));
        });
    }

    private static CompletableFuture<ChatResponse> stream(String question) {
        return stream(streamingModel(), question);
    }

    private static CompletableFuture<ChatResponse> stream(StreamingChatModel model, String question) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {}

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        });
        return done;
    }
}
