package com.trubrics.appender.langchain4j;

import com.trubrics.appender.llm.LlmExchange;
import com.trubrics.appender.llm.LlmOptions;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model: a separate exchange, or a round of a service's exchange. The thread that asks begins it, and the thread
 * that has the answer ends it.
 */
final class ModelCall {

    private static final String FRAMEWORK = "langchain4j";

    private final LlmExchange exchange;

    /** Null for a direct call. */
    private final @Nullable ServiceExchange service;

    private final CallKind kind = CallKind.ofThisCall();

    private ModelCall(LlmExchange exchange, @Nullable ServiceExchange service) {
        this.exchange = exchange;
        this.service = service;
        exchange.framework(FRAMEWORK);
        if (kind != CallKind.UNKNOWN) {
            exchange.streaming(kind == CallKind.STREAMING);
        }
    }

    /**
     * How the model is asked. Neither the request nor the answer shows it. Nor does the thread of the answer: an HTTP client
     * that is fast enough streams on the thread that asked.
     */
    private enum CallKind {
        STREAMING,
        BLOCKING,
        UNKNOWN;

        /** Must be called while LangChain4j reports the request. */
        static CallKind ofThisCall() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                            .map(CallKind::of)
                            .filter(kind -> kind != UNKNOWN)
                            .findFirst()
                            .orElse(UNKNOWN));
        }

        /** The default methods of these two interfaces report the request. */
        private static CallKind of(String className) {
            if (className.equals(StreamingChatModel.class.getName())) {
                return STREAMING;
            }
            return className.equals(ChatModel.class.getName()) ? BLOCKING : UNKNOWN;
        }
    }

    static ModelCall direct(LlmExchange exchange, ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        exchange.prompt(MessageText.lastQuestion(messages));
        exchange.tools(toolsSinceQuestion(messages));
        return new ModelCall(exchange, null);
    }

    static ModelCall within(ServiceExchange service, LlmOptions options) {
        return new ModelCall(service.joinedBy(options), service);
    }

    void requested(ChatRequest request) {
        exchange.model(request.parameters().modelName());
    }

    void answered(ChatResponse response) {
        exchange.model(response.metadata().modelName());
        AiMessage answer = response.aiMessage();
        for (ToolExecutionRequest tool : answer.toolExecutionRequests()) {
            exchange.tool(tool.name());
        }
        exchange.finishReason(text(response.finishReason()));
        if (service == null) {
            exchange.generation(answer.text());
            tokens(exchange, response.tokenUsage());
            exchange.end();
        } else {
            service.answered(answer.text(), response.tokenUsage());
        }
    }

    void failed(Throwable error) {
        if (service == null) {
            exchange.error(error);
            exchange.end();
        } else if (kind == CallKind.STREAMING) {
            // The service ends as well, but says so only if the application does not ignore errors.
            service.failed(error);
        }
        // Otherwise, a service retries, answers without the model, or reports its own failure.
    }

    static void tokens(LlmExchange exchange, @Nullable TokenUsage usage) {
        if (usage != null) {
            exchange.tokens(usage.inputTokenCount(), usage.outputTokenCount());
        }
    }

    /** Returns the name in OpenAI's API, whichever framework reports it. */
    private static @Nullable String text(@Nullable FinishReason reason) {
        if (reason == null) {
            return null;
        }
        return reason == FinishReason.TOOL_EXECUTION ? "tool_calls" : reason.name();
    }

    /** In a conversation that the application manages itself, the messages include the earlier rounds. */
    private static List<String> toolsSinceQuestion(List<ChatMessage> messages) {
        List<String> names = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message instanceof UserMessage) {
                names.clear();
            } else if (message instanceof AiMessage answer) {
                answer.toolExecutionRequests().forEach(tool -> names.add(tool.name()));
            }
        }
        return names;
    }
}
