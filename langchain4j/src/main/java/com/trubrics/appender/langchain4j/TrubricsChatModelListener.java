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
 * Logs each exchange with a model as one line of the logger {@code com.trubrics.llm}, which an appender of Trubrics turns
 * into an LLM event. Register it with every model: {@code OpenAiChatModel.builder().listeners(new
 * TrubricsChatModelListener())}; streaming models take it too.
 *
 * <p>If an AI service uses the model, one question to the service is the exchange, with all rounds in which the model calls
 * tools. If your code uses the model directly, each answer of the model is an exchange.
 *
 * <p>Thread-safe; one instance serves any number of models. Nothing that it does reaches the application's call.
 */
public final class TrubricsChatModelListener implements ChatModelListener {

    private final LlmOptions options;

    /** Logs both texts, and leaves the user to the MDC and the appender. */
    public TrubricsChatModelListener() {
        this(LlmOptions.DEFAULT);
    }

    /** Logs what the options say. */
    public TrubricsChatModelListener(LlmOptions options) {
        this.options = options;
    }

    /**
     * Returns what understands AI services, for {@code AiServices.builder(...).registerListeners(...)}. All AI services have
     * these by themselves, unless the application, or a library, has an {@code AiServiceListenerRegistrarFactory} of its
     * own.
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

    /** Called by LangChain4j. A stream that breaks off has an answer as well, later, which then no longer counts. */
    @Override
    public void onError(ChatModelErrorContext context) {
        Guard.run(() -> {
            if (context.attributes().get(ModelCall.class) instanceof ModelCall call) {
                call.failed(context.error());
            }
        });
    }
}
