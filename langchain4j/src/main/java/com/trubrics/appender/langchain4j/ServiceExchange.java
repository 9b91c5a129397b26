package com.trubrics.appender.langchain4j;

import com.trubrics.appender.llm.Asker;
import com.trubrics.appender.llm.LlmExchange;
import com.trubrics.appender.llm.LlmOptions;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * One question to an AI service. It is logged only if one of the models that answered has a
 * {@link TrubricsChatModelListener}. Its options apply, because the service's own listeners have none. Thread-safe.
 */
final class ServiceExchange {

    private final Asker asker = Asker.now();
    private final @Nullable Object memoryId;

    /** LangChain4j's own object until the exchange is begun, which holds only what will be logged of it. */
    private @Nullable UserMessage question;

    private @Nullable LlmExchange exchange;
    private @Nullable TokenUsage usage;
    private @Nullable ChatMessage awaited;

    ServiceExchange(UserMessage question, @Nullable Object memoryId) {
        this.question = question;
        this.memoryId = memoryId;
    }

    /** Records that a request that ends with this message is about to reach the model. */
    synchronized void awaits(@Nullable ChatMessage last) {
        awaited = last;
    }

    /** Returns whether this is the message of that request. Compares identity, because different requests may have equal ones. */
    @SuppressWarnings("ReferenceEquality")
    synchronized boolean isAwaiting(@Nullable ChatMessage last) {
        return awaited == last;
    }

    /** Called when a model of the service is called whose listener has these options, on the thread that asks. */
    synchronized LlmExchange joinedBy(LlmOptions options) {
        LlmExchange begun = exchange;
        if (begun == null) {
            begun = LlmExchange.begin(options, asker);
            begun.prompt(question == null ? null : MessageText.of(question));
            question = null;
            begun.conversation(memoryId);
            exchange = begun;
        }
        return begun;
    }

    /** Called when the model has answered in one round. */
    synchronized void answered(@Nullable String text, @Nullable TokenUsage ofRound) {
        if (exchange != null) {
            exchange.generation(text);
        }
        usage = usage == null || ofRound == null ? (ofRound == null ? usage : ofRound) : TokenUsage.sum(usage, ofRound);
    }

    /** Called when the service has its result. */
    void completed(@Nullable String result) {
        LlmExchange ending = counted();
        if (ending != null) {
            ending.generation(result);
            ending.end();
        }
    }

    void failed(Throwable error) {
        LlmExchange ending = counted();
        if (ending != null) {
            ending.error(error);
            ending.end();
        }
    }

    private synchronized @Nullable LlmExchange counted() {
        if (exchange != null) {
            ModelCall.tokens(exchange, usage);
        }
        return exchange;
    }
}
