package com.trubrics.appender.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.trubrics.appender.llm.LlmOptions;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.TokenStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** LangChain4j's own services around a model that has its answers ready. */
class TrubricsChatModelListenerTest {

    private static final AiMessage TOOL_CALL = AiMessage.from(ToolExecutionRequest.builder()
            .id("c1")
            .name("weather")
            .arguments("{}")
            .build());

    private final Logger logger = (Logger) LoggerFactory.getLogger("com.trubrics.llm");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final TrubricsChatModelListener listener = new TrubricsChatModelListener();

    interface Assistant {
        String chat(@MemoryId Object conversation, @dev.langchain4j.service.UserMessage String question);
    }

    /** Answers one after the other; then it fails. */
    private static final class ReadyModel implements ChatModel {

        private final List<ChatModelListener> listeners;
        private final Deque<AiMessage> answers;

        private ReadyModel(List<ChatModelListener> listeners, AiMessage... answers) {
            this.listeners = listeners;
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            AiMessage answer = answers.pop();
            return ChatResponse.builder()
                    .aiMessage(answer)
                    .modelName("answering-model")
                    .tokenUsage(new TokenUsage(3, 5))
                    .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                    .build();
        }

        @Override
        public List<ChatModelListener> listeners() {
            return listeners;
        }
    }

    interface StreamingAssistant {
        TokenStream chat(String question);
    }

    interface AssistantWithWholeResponses {
        ChatResponse chat(String question);
    }

    /** Passes on what it is told to, on the thread that asks. */
    private static final class ReadyStreamingModel implements StreamingChatModel {

        private final List<ChatModelListener> listeners;
        private final Consumer<StreamingChatResponseHandler> stream;

        private ReadyStreamingModel(ChatModelListener listener, Consumer<StreamingChatResponseHandler> stream) {
            this.listeners = List.of(listener);
            this.stream = stream;
        }

        @Override
        public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            stream.accept(handler);
        }

        @Override
        public List<ChatModelListener> listeners() {
            return listeners;
        }
    }

    /** Does what an application may do with an answer. */
    private record Handler(Runnable whenComplete) implements StreamingChatResponseHandler {

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whenComplete.run();
        }

        @Override
        public void onError(Throwable error) {}
    }

    static final class Tools {
        private final ChatModel another;

        Tools(ChatModel another) {
            this.another = another;
        }

        @Tool
        String weather() {
            return another.chat("Asked by a tool?");
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    private ReadyModel model(AiMessage... answers) {
        return new ReadyModel(List.of(listener), answers);
    }

    private Assistant assistant(ReadyModel model, Object... tools) {
        return AiServices.builder(Assistant.class)
                .chatModel(model)
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .tools(tools)
                .build();
    }

    @Test
    void aModelsAnswerIsAnExchange() {
        model(AiMessage.from("Yes.")).chat("Sunny?");

        assertThat(only())
                .containsEntry("prompt", "Sunny?")
                .containsEntry("generation", "Yes.")
                .containsEntry("assistant_id", "answering-model")
                .containsEntry("prompt_tokens", 3)
                .containsEntry("streaming", false)
                .doesNotContainKey("thread_id");
    }

    @Test
    void aServicesRoundsAreOneExchangeAndAModelThatAToolAsksHasItsOwn() {
        ReadyModel another = model(AiMessage.from("Sun."));
        assistant(model(TOOL_CALL, AiMessage.from("Yes.")), new Tools(another)).chat(7, "Sunny?");

        assertThat(lines.list).hasSize(2);
        assertThat(fields(0)).containsEntry("prompt", "Asked by a tool?").containsEntry("generation", "Sun.");
        assertThat(fields(1))
                .containsEntry("prompt", "Sunny?")
                .containsEntry("generation", "Yes.")
                .containsEntry("thread_id", "7")
                .containsEntry("tools", List.of("weather"))
                .containsEntry("finish_reason", "stop")
                .containsEntry("completion_tokens", 10);
    }

    @Test
    void aServicesFailureIsOneExchange() {
        Assistant assistant = assistant(model());
        assertThatThrownBy(() -> assistant.chat(7, "Sunny?")).isInstanceOf(RuntimeException.class);

        assertThat(only())
                .containsEntry("llm_outcome", "error")
                .containsEntry("llm_error", "java.util.NoSuchElementException");
    }

    @Test
    void aServiceIsSilentWhereItsModelHasNoListener() {
        assistant(new ReadyModel(List.of(), AiMessage.from("Yes."))).chat(7, "Sunny?");

        assertThat(lines.list).isEmpty();
    }

    @Test
    void servicesAreUnderstoodWhereTheyAreRegisteredTwice() {
        AiServices.builder(Assistant.class)
                .chatModel(model(AiMessage.from("Yes.")))
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(10))
                .registerListeners(TrubricsChatModelListener.serviceListeners())
                .build()
                .chat(7, "Sunny?");

        assertThat(only()).containsEntry("thread_id", "7");
    }

    @Test
    void theFirstOfAnErrorAndAnAnswerCounts() {
        ChatRequest request =
                ChatRequest.builder().messages(UserMessage.from("Sunny?")).build();
        Map<Object, Object> attributes = new ConcurrentHashMap<>();
        listener.onRequest(new ChatModelRequestContext(request, null, attributes));
        listener.onError(new ChatModelErrorContext(new IllegalStateException(), request, null, attributes));
        ChatResponse part =
                ChatResponse.builder().aiMessage(AiMessage.from("Ye")).build();
        listener.onResponse(new ChatModelResponseContext(part, request, null, attributes));

        assertThat(only()).containsEntry("llm_outcome", "error").containsEntry("generation", "");
    }

    @Test
    void theOptionsOfTheModelsListenerHoldForItsServices() {
        ReadyModel discreet = new ReadyModel(
                List.of(new TrubricsChatModelListener(LlmOptions.DEFAULT.withPrompt(false))), AiMessage.from("Yes."));
        assistant(discreet).chat(7, "Sunny?");

        assertThat(only()).containsEntry("prompt", "[not included]");
    }

    /** An HTTP client may have the answer before its caller can say what to do with it. */
    @Test
    void aStreamIsAStreamEvenIfTheThreadThatAsksHasTheAnswer() {
        new ReadyStreamingModel(listener, handler -> handler.onCompleteResponse(response("Yes.")))
                .chat("Sunny?", new Handler(() -> {}));

        assertThat(only()).containsEntry("streaming", true);
    }

    @Test
    void aModelThatIsAskedDuringAStreamDoesNotStream() {
        ReadyModel another = model(AiMessage.from("Sun."));
        new ReadyStreamingModel(listener, handler -> handler.onCompleteResponse(response("Yes.")))
                .chat("Sunny?", new Handler(() -> another.chat("Asked by a handler?")));

        assertThat(lines.list).hasSize(2);
        assertThat(fields(0)).containsEntry("streaming", true);
        assertThat(fields(1)).containsEntry("streaming", false).containsEntry("generation", "Sun.");
    }

    @Test
    void aServiceThatReturnsTheWholeResponseDoesNotStream() {
        AiServices.create(AssistantWithWholeResponses.class, model(AiMessage.from("Yes.")))
                .chat("Sunny?");

        assertThat(only()).containsEntry("streaming", false).containsEntry("generation", "Yes.");
    }

    @Test
    void aServicesStreamIsAStream() {
        stream(handler -> handler.onCompleteResponse(response("Yes.")));

        assertThat(only()).containsEntry("streaming", true).containsEntry("generation", "Yes.");
    }

    /** LangChain4j does not tell the service's listeners. */
    @Test
    void aStreamThatFailsIsAFailureEvenIfTheApplicationIgnoresErrors() {
        stream(handler -> handler.onError(new IllegalStateException()));

        assertThat(only()).containsEntry("llm_outcome", "error").containsEntry("streaming", true);
    }

    /** LangChain4j then regards the part as the answer. */
    @Test
    void aStreamThatBreaksOffIsAFailureEvenIfTheApplicationIgnoresErrors() {
        stream(handler -> {
            handler.onError(new IllegalStateException());
            handler.onCompleteResponse(response("Ye"));
        });

        assertThat(only()).containsEntry("llm_outcome", "error").containsEntry("generation", "");
    }

    private void stream(Consumer<StreamingChatResponseHandler> stream) {
        AiServices.create(StreamingAssistant.class, new ReadyStreamingModel(listener, stream))
                .chat("Sunny?")
                .onPartialResponse(part -> {})
                .ignoreErrors()
                .start();
    }

    private static ChatResponse response(String text) {
        return ChatResponse.builder().aiMessage(AiMessage.from(text)).build();
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
