package com.trubrics.appender.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of AI services that are in progress.
 *
 * <p>LangChain4j reports a service's events and a model's calls separately. It does not say which belong together, but the
 * event of a request occurs right before the call, on the same thread and with the same messages. A cancelled stream is not
 * reported; its exchange is removed together with its invocation.
 */
final class ServiceExchanges {

    /** Keyed by the ID object, which lives as long as the invocation; guarded by itself. */
    private static final Map<UUID, ServiceExchange> UNDER_WAY = new WeakHashMap<>();

    /** The exchange of this thread's latest request. Weak, so that a pooled thread keeps nothing of the application. */
    private static final ThreadLocal<@Nullable WeakReference<ServiceExchange>> ISSUED = new ThreadLocal<>();

    private ServiceExchanges() {}

    /** Called when a service has been asked. A second report of the same invocation changes nothing. */
    static void started(UUID invocation, UserMessage question, @Nullable Object memoryId) {
        synchronized (UNDER_WAY) {
            if (!UNDER_WAY.containsKey(invocation)) {
                UNDER_WAY.put(invocation, new ServiceExchange(question, memoryId));
            }
        }
    }

    /** Called when the next call of a model on this thread belongs to this invocation. */
    static void issued(UUID invocation, ChatRequest request) {
        ServiceExchange exchange;
        synchronized (UNDER_WAY) {
            exchange = UNDER_WAY.get(invocation);
        }
        if (exchange == null) {
            ISSUED.remove();
        } else {
            exchange.awaits(last(request));
            ISSUED.set(new WeakReference<>(exchange));
        }
    }

    /** Returns the exchange that this call of a model belongs to, or null if no service made the call. */
    static @Nullable ServiceExchange takeIssued(ChatRequest request) {
        WeakReference<ServiceExchange> issued = ISSUED.get();
        ISSUED.remove();
        ServiceExchange exchange = issued == null ? null : issued.get();
        return exchange != null && exchange.isAwaiting(last(request)) ? exchange : null;
    }

    /** Returns the exchange for the last time, or null if it has ended before. */
    static @Nullable ServiceExchange ended(UUID invocation) {
        ISSUED.remove();
        synchronized (UNDER_WAY) {
            return UNDER_WAY.remove(invocation);
        }
    }

    private static @Nullable ChatMessage last(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }
}
