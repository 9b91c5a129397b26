package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Requests whose answers are late, or never come. They hold no thread. Thread-safe. */
final class HeldRequests {
    private final Executor threads;
    private final Map<HttpExchange, Runnable> held = new ConcurrentHashMap<>();

    HeldRequests(Executor threads) {
        this.threads = threads;
    }

    /** Runs {@code answer} after {@code delay}, or when {@link #release} is called before. */
    void answerLater(HttpExchange exchange, Duration delay, Runnable answer) {
        held.put(exchange, answer);
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(() -> end(exchange));
    }

    /** Closes the connection when {@link #release} is called. */
    void neverAnswer(HttpExchange exchange) {
        held.put(exchange, exchange::close);
    }

    /** Gives every request its answer now, or its end. */
    void release() {
        held.keySet().forEach(this::end);
    }

    private void end(HttpExchange exchange) {
        Runnable answer = held.remove(exchange);
        if (answer != null) {
            answer.run();
        }
    }
}
