package com.trubrics.appender.langchain4j;

import com.trubrics.appender.llm.Guard;
import com.trubrics.appender.llm.LlmExchange;
import com.trubrics.appender.llm.LlmOptions;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import java.util.List;

/**
 * Logs each exchange with a model as one line of the logger {@code com.trubrics.llm}, which a Trubrics appender turns
 * into an LLM event. Register it with every model, including streaming models: {@code OpenAiChatModel.builder().listeners(new
 * TrubricsChatModelListener())}.
 *
 * <p>If an AI service uses the model, one question to the service is the exchange, with all rounds in which the model calls
 * tools. If your code uses the model directly, each answer of the model is an exchange.
 *
 * <p>Thread-safe; one instance can be used with several models. Its failures never affect the application's call.
 */
public final class TrubricsChatModelListener implements ChatModelListener {

    private final LlmOptions options;

    /** Creates a listener that logs both texts and takes the user from the MDC or the appender. */
    public TrubricsChatModelListener() {
        this(LlmOptions.DEFAULT);
    }

    /** Creates a listener with these options. */
    public TrubricsChatModelListener(LlmOptions options) {
        this.options = options;
    }

    /**
     * Returns the listeners for AI services, for {@code AiServices.builder(...).registerListeners(...)}. All AI services have
     * them automatically, unless the application or a library has its own {@code AiServiceListenerRegistrarFactory}.
     */
    public static List<AiServiceListener<?>> serviceListeners() {
        return ServiceListeners.ALL;
    }

    /** Called by LangChain4j on the thread that asks. */
    @Override
    public void onRequest(ChatModelRequestContext context) {
        Guard.run(() -> {
            ServiceExchange service = ServiceExchanges.takeIssued(context.chatRequest());
            ModelCall call = service == null
                    ? ModelCall.direct(LlmExchange.begin(options), context.chatRequest())
                    : ModelCall.within(service, options);
            call.requested(context.chatRequest());
            context.attributes().put(ModelCall.class, call);
        });
    }

    /** Called by LangChain4j, for a stream on a thread of the HTTP client, before the application has the answer. */
    @Override
    public void onResponse(ChatModelResponseContext context) {
        Guard.run(() -> {
            if (context.attributes().get(ModelCall.class) instanceof ModelCall call) {
                call.answered(context.chatResponse());
            }
        });
    }

    /** Called by LangChain4j. An interrupted stream also gets an answer later, which no longer counts. */
    @Override
    public void onError(ChatModelErrorContext context) {
        Guard.run(() -> {
            if (context.attributes().get(ModelCall.class) instanceof ModelCall call) {
                call.failed(context.error());
            }
        });
    }
}
