package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmExchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Exchanges of models without an observed client that have asked for tools. Whoever runs the tools asks the model again, and
 * no observation says that this is the same exchange. In a stream, that is even on a thread that knows neither the user nor
 * the MDC. But the next request has the calls of the tools, with the IDs that the model gave them.
 *
 * <p>Nobody has to ask again, so only the latest {@value #MAX_WAITING} are kept. Thread-safe.
 */
final class ToolRounds {

    private static final int MAX_WAITING = 256;

    /** The question as well, because some models number the calls of each answer from one. */
    private record Key(String toolCall, @Nullable String question) {}

    private final Map<Key, LlmExchange> waiting = new LinkedHashMap<>();

    /** The model's answer is a request for tools. */
    synchronized void awaitNext(LlmExchange exchange, Prompt asked, ChatResponse response) {
        Key key = key(asked, response.getResult().getOutput());
        if (key != null) {
            waiting.put(key, exchange);
            if (waiting.size() > MAX_WAITING) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        }
    }

    /** Returns the exchange that this request continues, or null if it begins one. */
    synchronized @Nullable LlmExchange continuedBy(Prompt asked) {
        AssistantMessage calls = Messages.lastToolCalls(asked);
        Key key = calls == null ? null : key(asked, calls);
        return key == null ? null : waiting.remove(key);
    }

    private static @Nullable Key key(Prompt asked, AssistantMessage answer) {
        List<ToolCall> calls = answer.getToolCalls();
        String id = calls.isEmpty() ? null : calls.get(0).id();
        return id == null || id.isBlank() ? null : new Key(id, Messages.lastQuestion(asked));
    }
}
