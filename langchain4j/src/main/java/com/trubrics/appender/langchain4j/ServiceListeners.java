package com.trubrics.appender.langchain4j;

import com.trubrics.appender.llm.Guard;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.event.AiServiceErrorEvent;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.listener.AiServiceCompletedListener;
import dev.langchain4j.observability.api.listener.AiServiceErrorListener;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.observability.api.listener.AiServiceRequestIssuedListener;
import dev.langchain4j.observability.api.listener.AiServiceStartedListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows an AI service from the question to the result, for {@link ServiceExchanges}. */
final class ServiceListeners {

    private static final AiServiceStartedListener STARTED = event -> Guard.run(() -> started(event));
    private static final AiServiceRequestIssuedListener ISSUED = event -> Guard.run(() -> issued(event));
    private static final AiServiceCompletedListener COMPLETED = event -> Guard.run(() -> completed(event));
    private static final AiServiceErrorListener FAILED = event -> Guard.run(() -> failed(event));

    static final List<AiServiceListener<?>> ALL = List.of(STARTED, ISSUED, COMPLETED, FAILED);

    /** LangChain4j's name for the memory of a service without a memory. */
    private static final String NO_MEMORY = "default";

    private ServiceListeners() {}

    private static void started(AiServiceStartedEvent event) {
        Object memoryId = event.invocationContext().chatMemoryId();
        ServiceExchanges.started(
                event.invocationContext().invocationId(),
                event.userMessage(),
                NO_MEMORY.equals(memoryId) ? null : memoryId);
    }

    private static void issued(AiServiceRequestIssuedEvent event) {
        ServiceExchanges.issued(event.invocationContext().invocationId(), event.request());
    }

    private static void completed(AiServiceCompletedEvent event) {
        ServiceExchange exchange =
                ServiceExchanges.ended(event.invocationContext().invocationId());
        if (exchange != null) {
            exchange.completed(text(event.result().orElse(null)));
        }
    }

    private static void failed(AiServiceErrorEvent event) {
        ServiceExchange exchange =
                ServiceExchanges.ended(event.invocationContext().invocationId());
        if (exchange != null) {
            exchange.failed(event.error());
        }
    }

    /** If the result has another type, the model's own text is logged. */
    private static @Nullable String text(@Nullable Object result) {
        if (result instanceof ChatResponse response) {
            return response.aiMessage().text();
        }
        return result instanceof String text ? text : null;
    }
}
