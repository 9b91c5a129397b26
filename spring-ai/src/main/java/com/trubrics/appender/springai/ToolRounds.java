package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmExchange;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Exchanges of models without an observed client. If the model asks for tools, the code that runs them asks the model again,
 * and no observation shows that this is the same exchange. In a stream, this even happens on a thread without the user and the
 * MDC. But the next request contains the tool calls, with the IDs that the model gave them.
 *
 * <p>The next round of a stream can begin before the observation of the previous one has ended, but not before its answer.
 *
 * <p>There may never be a next round, so only the latest {@value #MAX_WAITING} exchanges are kept. Thread-safe.
 */
final class ToolRounds {

    private static final int MAX_WAITING = 256;

    /** Includes the question, because some models number the calls of each answer from one. Only its hash, as it may be long. */
    private record Key(String toolCall, int question) {}

    /** Rounds that have not ended. Weak, because a stream that is not read to its end never ends. */
    private final Set<ChatModelObservationContext> running = Collections.newSetFromMap(new WeakHashMap<>());

    /** Exchanges of rounds that have ended. */
    private final Map<Key, LlmExchange> waiting = new LinkedHashMap<>();

    synchronized void begin(ChatModelObservationContext round) {
        running.add(round);
    }

    /** Returns false if the next round has already begun and continues the exchange. */
    synchronized boolean end(ChatModelObservationContext round) {
        return running.remove(round);
    }

    /** Counts the tokens of a round. */
    static void count(LlmExchange exchange, ChatModelObservationContext round, ChatResponse response) {
        Usage usage = Messages.usage(response);
        if (usage == null) {
            return;
        }
        if (Messages.modelRunsTools(round.getRequest())) {
            exchange.tokens(usage.getPromptTokens(), usage.getCompletionTokens());
        } else {
            exchange.addTokens(usage.getPromptTokens(), usage.getCompletionTokens());
        }
    }

    /** Called when a round has ended with a request for tools. */
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
        if (key == null) {
            return null;
        }
        LlmExchange ofEndedRound = waiting.remove(key);
        return ofEndedRound == null ? takeOver(key) : ofEndedRound;
    }

    private @Nullable LlmExchange takeOver(Key key) {
        for (Iterator<ChatModelObservationContext> rounds = running.iterator(); rounds.hasNext(); ) {
            ChatModelObservationContext round = rounds.next();
            ChatResponse response = round.getResponse();
            if (response != null
                    && Messages.asksForTools(response)
                    && key.equals(key(round.getRequest(), response.getResult().getOutput()))) {
                rounds.remove();
                LlmExchange exchange = round.get(LlmExchange.class);
                if (exchange != null) {
                    count(exchange, round, response);
                }
                return exchange;
            }
        }
        return null;
    }

    private static @Nullable Key key(Prompt asked, AssistantMessage answer) {
        List<ToolCall> calls = answer.getToolCalls();
        String id = calls.isEmpty() ? null : calls.get(0).id();
        return id == null || id.isBlank() ? null : new Key(id, Objects.hashCode(Messages.lastQuestion(asked)));
    }
}
