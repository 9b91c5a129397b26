package com.trubrics.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.trubrics.sandbox.web.Json;
import com.trubrics.sandbox.web.Mount;
import com.trubrics.sandbox.web.Replies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves what has arrived, and what the sandbox answers, as JSON for the page and for scripts. */
final class Reports {
    private static final int MAX_SWITCH_BYTES = 4096;

    private final SandboxOptions options;
    private final EventStore store;
    private final Answers answers;
    private final HeldRequests held;

    /** Unique: an open page recognises by it that the sandbox has been restarted. */
    private final String run = UUID.randomUUID().toString();

    Reports(SandboxOptions options, EventStore store, Answers answers, HeldRequests held) {
        this.options = options;
        this.store = store;
        this.answers = answers;
        this.held = held;
    }

    List<Mount> mounts() {
        return List.of(
                report(
                        "/good",
                        () -> store.accepted().stream().map(Views::event).toList()),
                report(
                        "/bad",
                        () -> store.refused().stream().map(Views::refused).toList()),
                report(
                        "/users",
                        () -> Sessions.of(store.accepted()).stream()
                                .map(Views::user)
                                .toList()),
                report(
                        "/conversations",
                        () -> Conversations.of(store.accepted()).stream()
                                .map(Views::conversation)
                                .toList()),
                report("/counts", () -> Views.counts(store)),
                report("/about", () -> Views.about(run, options, store)),
                new Route("/answers", this::answers),
                new Route("/reset", this::reset));
    }

    private static Mount report(String path, Supplier<Object> content) {
        return new Route(path, exchange -> {
            if (allows(exchange, "GET", "HEAD")) {
                Replies.json(exchange, 200, content.get());
            }
        });
    }

    private void reset(HttpExchange exchange) throws IOException {
        if (allows(exchange, "POST")) {
            reset();
            Replies.json(exchange, 200, Map.of("message", "ok"));
        }
    }

    private void answers(HttpExchange exchange) throws IOException {
        if (!allows(exchange, "GET", "POST")) {
            return;
        }
        if (exchange.getRequestMethod().equals("POST")) {
            try {
                set(Json.MAPPER.readTree(exchange.getRequestBody().readNBytes(MAX_SWITCH_BYTES)));
            } catch (JsonProcessingException e) {
                Replies.error(exchange, 400, "This is not JSON. Send something like {\"answer\": \"503\"}.");
                return;
            } catch (IllegalArgumentException e) {
                Replies.error(exchange, 400, String.valueOf(e.getMessage()));
                return;
            }
        }
        Replies.json(exchange, 200, Views.answers(answers.state()));
    }

    private void set(JsonNode wish) {
        Integer seconds = number(wish, "seconds");
        Integer requests = number(wish, "requests");
        Duration delay = seconds == null ? null : Duration.ofSeconds(seconds);
        set(AnswerText.parse(wish.path("answer").asText(), delay), requests == null ? Answers.ALWAYS : requests);
    }

    private static @Nullable Integer number(JsonNode wish, String name) {
        JsonNode value = wish.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.intValue();
    }

    /** Forgets what has arrived, and accepts everything again. */
    void reset() {
        store.reset();
        answers.clear();
        held.release();
    }

    /** Changes the answer. Requests that wait for one get it now. */
    void set(ServerAnswer answer, int requests) {
        answers.set(answer, requests);
        held.release();
    }

    private static boolean allows(HttpExchange exchange, String... methods) throws IOException {
        if (List.of(methods).contains(exchange.getRequestMethod())) {
            return true;
        }
        exchange.getResponseHeaders().set("Allow", String.join(", ", methods));
        Replies.error(exchange, 405, "Use " + String.join(" or ", methods) + ".");
        return false;
    }
}
