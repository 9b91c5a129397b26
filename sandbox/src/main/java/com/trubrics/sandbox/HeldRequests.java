package com.trubrics.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests with a late answer, or without any. They occupy no thread. Thread-safe. */
final class HeldRequests {
    private final Executor threads;
    private final Map<Object, Runnable> held = new ConcurrentHashMap<>();
    private final AtomicLong releases = new AtomicLong();

    HeldRequests(Executor threads) {
        this.threads = threads;
    }

    /** Returns how often requests have been released; read before it is decided that a request is held. */
    long releases() {
        return releases.get();
    }

    /**
     * Runs {@code answer} after {@code delay}, or when {@link #release} is called before.
     *
     * @param releases what {@link #releases} returned before the decision: a release since then concerns this request
     */
    void answerLater(Object exchange, Duration delay, long releases, Runnable answer) {
        hold(exchange, releases, answer);
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(() -> end(exchange));
    }

    /**
     * Closes the connection when {@link #release} is called.
     *
     * @param releases see {@link #answerLater}
     */
    void neverAnswer(HttpExchange exchange, long releases) {
        hold(exchange, releases, exchange::close);
    }

    private void hold(Object exchange, long releasesBefore, Runnable answer) {
        held.put(exchange, answer);
        if (releases.get() != releasesBefore) {
            end(exchange); // the release may have come before the request was in the map
        }
    }

    /** Answers or closes every held request now. */
    void release() {
        releases.incrementAndGet();
        held.keySet().forEach(this::end);
    }

    private void end(Object exchange) {
        Runnable answer = held.remove(exchange);
        if (answer != null) {
            answer.run();
        }
    }
}
