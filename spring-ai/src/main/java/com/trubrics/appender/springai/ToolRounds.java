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

    /**
     * Ends a round. Returns whether its exchange ends with it. It does not if the model asks for tools, nor if the next round
     * has already continued the exchange. Ending the round and keeping its exchange is one step: a next round that begins in
     * between would find neither.
     */
    synchronized boolean end(ChatModelObservationContext round, LlmExchange exchange) {
        ChatResponse response = round.getResponse();
        boolean asksForTools = round.getError() == null && response != null && Messages.asksForTools(response);
        Key key = asksForTools ? key(round.getRequest(), response.getResult().getOutput()) : null;
        if (!running.remove(round)) {
            return false;
        }
        if (key != null) {
            awaitNext(key, exchange);
        }
        if (response != null) {
            count(exchange, round, response);
        }
        return !asksForTools;
    }

    private void awaitNext(Key key, LlmExchange exchange) {
        waiting.put(key, exchange);
        if (waiting.size() > MAX_WAITING) {
            waiting.remove(waiting.keySet().iterator().next());
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

    /** Counts the tokens of a round. */
    private static void count(LlmExchange exchange, ChatModelObservationContext round, ChatResponse response) {
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

    private static @Nullable Key key(Prompt asked, AssistantMessage answer) {
        List<ToolCall> calls = answer.getToolCalls();
        String id = calls.isEmpty() ? null : calls.get(0).id();
        return id == null || id.isBlank() ? null : new Key(id, Objects.hashCode(Messages.lastQuestion(asked)));
    }
}
