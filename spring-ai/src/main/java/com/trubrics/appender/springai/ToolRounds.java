package com.trubrics.appender.springai;

import com.trubrics.appender.llm.LlmExchange;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Exchanges of models without an observed client. If the model asks for tools, the code that runs them asks the model again,
 * and no observation shows that this is the same exchange. In a stream, this even happens on a thread without the user and the
 * MDC. But the next request contains the tool calls of the answer.
 *
 * <p>The next round of a stream can begin before the observation of the previous one has ended, but not before its answer.
 *
 * <p>There may never be a next round, so only the latest {@value #MAX_WAITING} exchanges are kept. Thread-safe.
 */
final class ToolRounds {

    private static final int MAX_WAITING = 256;

    /** Rounds that have not ended. Weak, because a stream that is not read to its end never ends. */
    private final Set<ChatModelObservationContext> running = Collections.newSetFromMap(new WeakHashMap<>());

    /** Exchanges of rounds that have ended, the oldest first. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** The latest calls whose exchanges have been continued. A second request with one of them is a new exchange. */
    private final Deque<WeakReference<ToolCall>> continued = new ArrayDeque<>();

    /**
     * An exchange in which the model has asked for tools. It does not keep the request or the answer.
     *
     * @param call the first tool call
     * @param id its ID; some models number the calls of each answer from one, or do not number them
     * @param question the hash of the question
     */
    private record Waiting(
            WeakReference<ToolCall> call, @Nullable String id, int question, LlmExchange exchange) {

        Waiting(ToolCall call, Prompt asked, LlmExchange exchange) {
            this(new WeakReference<>(call), call.id(), questionOf(asked), exchange);
        }

        /** Returns whether a request that contains this call can be the next round. */
        boolean canContinueWith(ToolCall other, Prompt asked) {
            return Objects.equals(id, other.id()) && question == questionOf(asked);
        }

        private static int questionOf(Prompt asked) {
            return Objects.hashCode(Messages.lastQuestion(asked));
        }
    }

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
        ToolCall call = callOf(round);
        if (!running.remove(round)) {
            return false;
        }
        if (call != null) {
            awaitNext(new Waiting(call, round.getRequest(), exchange));
        }
        if (response != null) {
            count(exchange, round, response);
        }
        return call == null;
    }

    private void awaitNext(Waiting exchange) {
        waiting.add(exchange);
        if (waiting.size() > MAX_WAITING) {
            waiting.remove();
        }
    }

    /**
     * Returns the exchange that this request continues, or null if it begins one. Two users may ask the same question and get
     * tool calls with the same ID, but not the same object. Messages that have been stored in between are other objects. If
     * several exchanges match those, the request begins a new one: it must never continue another user's.
     */
    synchronized @Nullable LlmExchange continuedBy(Prompt asked) {
        ToolCall call = Messages.lastToolCall(asked);
        if (call == null || continued.stream().anyMatch(before -> before.refersTo(call))) {
            return null;
        }
        endAnsweredRounds(call, asked);
        List<Waiting> candidates = waiting.stream()
                .filter(exchange -> exchange.canContinueWith(call, asked))
                .toList();
        Waiting own = candidates.stream()
                .filter(exchange -> exchange.call().refersTo(call))
                .findFirst()
                .orElse(candidates.size() == 1 ? candidates.get(0) : null);
        if (own == null) {
            return null;
        }
        waiting.remove(own);
        continued.add(new WeakReference<>(call));
        if (continued.size() > MAX_WAITING) {
            continued.remove();
        }
        return own.exchange();
    }

    /** Ends the rounds that a request may continue, although their observations have not ended. */
    private void endAnsweredRounds(ToolCall call, Prompt asked) {
        for (ChatModelObservationContext round : List.copyOf(running)) {
            LlmExchange exchange = round.get(LlmExchange.class);
            ToolCall own = callOf(round);
            if (own != null
                    && exchange != null
                    && new Waiting(own, round.getRequest(), exchange).canContinueWith(call, asked)) {
                end(round, exchange);
            }
        }
    }

    /** Returns the first tool call that the model has asked for in a round, if any. */
    private static @Nullable ToolCall callOf(ChatModelObservationContext round) {
        ChatResponse response = round.getResponse();
        return round.getError() == null && response != null ? Messages.firstToolCall(response) : null;
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
}
