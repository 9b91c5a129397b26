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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Models and AI services of LangChain4j, without Spring: what arrives at Trubrics. */
class LangChain4jTest extends ExchangeContract {

    private static final StreamingChatModel STREAMING_MODEL = streamingModel(new TrubricsChatModelListener());
    private static final StreamingChatModel UNWATCHED_MODEL = streamingModel();
    private static final StreamingChatModel MODEL_WITH_SMALL_EVENTS =
            streamingModel(new TrubricsChatModelListener(LlmOptions.DEFAULT.withMaxTextLength(EVENT_BYTES / 10)));

    /** An AI service. */
    interface Assistant {
        String chat(String question);
    }

    /** One with a memory for each conversation, whose question is a template. */
    interface Remembering {
        @dev.langchain4j.service.UserMessage("{{topic}}?")
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

    @Override
    protected String framework() {
        return "langchain4j";
    }

    @Override
    protected String ask(String question) {
        return model().chat(question);
    }

    @Override
    protected void stream(String question) {
        stream(STREAMING_MODEL, question, part -> {});
    }

    @Override
    protected void streamIntoSmallEvent(String question, Consumer<String> parts) {
        stream(MODEL_WITH_SMALL_EVENTS, question, parts);
    }

    @Override
    protected void streamUnwatched(String question, Consumer<String> parts) {
        stream(UNWATCHED_MODEL, question, parts);
    }

    @Override
    protected String testedWith() {
        return "LangChain4j " + version(ChatModel.class);
    }

    @Override
    protected void askInConversation(String id, String question) {
        AiServices.builder(Remembering.class)
                .chatModel(model())
                .chatMemoryProvider(any -> MessageWindowChatMemory.withMaxMessages(10))
                .build()
                .chat(id, question.replace("?", ""));
    }

    @Override
    protected void askWithTool(String question) {
        AiServices.builder(Assistant.class)
                .chatModel(model())
                .tools(new Tools())
                .build()
                .chat(question);
    }

    @Override
    protected void streamWithTool(String question) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        AiServices.builder(Streaming.class)
                .streamingChatModel(STREAMING_MODEL)
                .tools(new Tools())
                .build()
                .chat(question)
                .onPartialResponse(part -> {})
                .onCompleteResponse(done::complete)
                .onError(done::completeExceptionally)
                .start();
        done.join();
    }

    @Override
    protected void askDiscreetly(String question) {
        model(new TrubricsChatModelListener(LlmOptions.DEFAULT.withPrompt(false).withMaxTextLength(4)))
                .chat(question);
    }

    private static StreamingChatModel streamingModel(ChatModelListener... listeners) {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(openAiUrl())
                .apiKey("none")
                .modelName("gpt-4o")
                .listeners(List.of(listeners))
                .build();
    }

    private static ChatModel model() {
        return model(new TrubricsChatModelListener());
    }

    private static ChatModel model(ChatModelListener... listeners) {
        return OpenAiChatModel.builder()
                .baseUrl(openAiUrl())
                .apiKey("none")
                .modelName("gpt-4o")
                .listeners(List.of(listeners))
                .build();
    }

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
    void anAiServiceWithoutAMemoryHasNoConversation() {
        askWithTool("weather without a memory?");

        assertThat(Trubrics.event("weather without a memory?").field("thread_id"))
                .isNull();
    }

    @Test
    void thePromptOfAnAiServiceIsTheFilledTemplate() {
        askInConversation("c8", "dates?");

        assertThat(Trubrics.event("dates?").field("generation")).isEqualTo(answerTo("dates?"));
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
    void aFailureOfAnAiServiceIsOneEvent() {
        Assistant assistant =
                AiServices.builder(Assistant.class).chatModel(model()).build();
        assertThatThrownBy(() -> assistant.chat("fail of a service?")).isInstanceOf(RuntimeException.class);

        assertIsFailure(Trubrics.event("fail of a service?"));
    }

    /** LangChain4j tells nobody. */
    @Test
    void aCancelledStreamIsNoEventAndHarmsNothing() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        STREAMING_MODEL.chat("endless?", new StreamingChatResponseHandler() {
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
    void theListenerCanAskForTheUser() {
        MDC.clear();
        model(new TrubricsChatModelListener(LlmOptions.DEFAULT.withUser(() -> "of-the-option")))
                .chat("whose?");

        assertThat(Trubrics.event("whose?").field("user_id")).isEqualTo("of-the-option");
    }

    private static void stream(StreamingChatModel model, String question, Consumer<String> parts) {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String part) {
                parts.accept(part);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        });
        done.join();
    }
}
