package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmExchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;

/** Reads Spring AI's prompts and answers. */
final class Messages {

    /** The value of {@code ChatMemory.CONVERSATION_ID}, which is in a jar that applications without a memory may lack. */
    static final String CONVERSATION_ID = "chat_memory_conversation_id";

    private Messages() {}

    static @Nullable String lastQuestion(Prompt prompt) {
        List<Message> messages = prompt.getInstructions();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i) instanceof UserMessage question) {
                return question.getText();
            }
        }
        return null;
    }

    static @Nullable String configuredModel(Prompt prompt) {
        ChatOptions options = prompt.getOptions();
        return options == null ? null : options.getModel();
    }

    /** The request after a round of tool calls contains the calls of all rounds since the question. */
    static List<String> toolsSinceQuestion(Prompt prompt) {
        List<String> names = new ArrayList<>();
        for (Message message : prompt.getInstructions()) {
            if (message instanceof UserMessage) {
                names.clear();
            } else if (message instanceof AssistantMessage answer) {
                answer.getToolCalls().forEach(tool -> names.add(tool.name()));
            }
        }
        return names;
    }

    /** Returns the first tool call of the answer whose results are in the request, if any. */
    static @Nullable ToolCall lastToolCall(Prompt prompt) {
        List<Message> messages = prompt.getInstructions();
        for (int i = messages.size() - 1; i >= 0 && !(messages.get(i) instanceof UserMessage); i--) {
            if (messages.get(i) instanceof AssistantMessage answer && answer.hasToolCalls()) {
                return answer.getToolCalls().get(0);
            }
        }
        return null;
    }

    /** Returns the first tool call of an answer, which may also have text, or null if the model asks for no tools. */
    static @Nullable ToolCall firstToolCall(ChatResponse response) {
        for (Generation result : response.getResults()) {
            if (result.getOutput().hasToolCalls()) {
                return result.getOutput().getToolCalls().get(0);
            }
        }
        return null;
    }

    static void readAnswer(ChatResponse response, LlmExchange exchange) {
        Generation first = response.getResult();
        if (first != null) {
            exchange.generation(first.getOutput().getText());
            exchange.finishReason(first.getMetadata().getFinishReason());
            first.getOutput().getToolCalls().forEach(tool -> exchange.tool(tool.name()));
        }
        ChatResponseMetadata metadata = response.getMetadata();
        if (metadata != null) {
            exchange.model(metadata.getModel());
        }
    }

    static @Nullable Usage usage(ChatResponse response) {
        ChatResponseMetadata metadata = response.getMetadata();
        return metadata == null ? null : metadata.getUsage();
    }

    /**
     * Returns whether the model runs the tools itself and asks again, as models of Spring AI 1 do unless the application
     * switches it off. Its last answer then has the tokens of all rounds.
     */
    static boolean modelRunsTools(Prompt prompt) {
        try {
            return prompt.getOptions() instanceof ToolCallingChatOptions options
                    && !Boolean.FALSE.equals(options.getInternalToolExecutionEnabled());
        } catch (NoSuchMethodError springAi2) {
            return false;
        }
    }
}
