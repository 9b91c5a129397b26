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
 * The exchanges of AI services that are under way.
 *
 * <p>LangChain4j reports a service's events and a model's calls apart. It does not say that they belong together, but the
 * event of a request comes right before the call, on the same thread and with the same messages. Nothing reports that a
 * stream was cancelled: its exchange is forgotten with its invocation.
 */
final class ServiceExchanges {

    /** By the ID's object, which lives as long as the invocation; guarded by itself. */
    private static final Map<UUID, ServiceExchange> UNDER_WAY = new WeakHashMap<>();

    /** What this thread has just issued a request for. Weak, so that a pool's thread keeps nothing of the application. */
    private static final ThreadLocal<@Nullable WeakReference<ServiceExchange>> ISSUED = new ThreadLocal<>();

    private ServiceExchanges() {}

    /** A service has been asked; a second report of the same changes nothing. */
    static void started(UUID invocation, UserMessage question, @Nullable Object memoryId) {
        synchronized (UNDER_WAY) {
            if (!UNDER_WAY.containsKey(invocation)) {
                UNDER_WAY.put(invocation, new ServiceExchange(question, memoryId));
            }
        }
    }

    /** The next call of a model on this thread belongs to this invocation. */
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

    /** Returns the exchange that this call of a model belongs to, or null if no service makes it. */
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
