package com.trubrics.sandbox.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sends events as any client of the API does. */
record Api(URI host) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();

    private static final int MOST = 100;

    void user(String user, String event, Instant at, String properties) {
        post("publish_events", "[" + userEvent(user, event, at, properties) + "]");
    }

    private static String userEvent(String user, String event, Instant at, String properties) {
        return "{\"user_id\":\"%s\",\"event\":\"%s\",\"timestamp\":\"%s\",\"properties\":%s}"
                .formatted(user, event, at, properties);
    }

    void llm(String user, String thread, String prompt, String generation, Instant at) {
        post(
                "publish_llm_events",
                "[{\"user_id\":\"%s\",\"thread_id\":\"%s\",\"prompt\":\"%s\",\"generation\":\"%s\",\"timestamp\":\"%s\",\"latency\":1.5,\"assistant_id\":\"gpt-4o\"}]"
                        .formatted(user, thread, prompt, generation, at));
    }

    /** User events named "Event 1" and so on. */
    void many(int events) {
        Instant now = Instant.now();
        for (int from = 1; from <= events; from += MOST) {
            post(
                    "publish_events",
                    IntStream.range(from, Math.min(events + 1, from + MOST))
                            .mapToObj(i -> userEvent("u-" + i % 50, "Event " + i, now, "{\"i\":" + i + "}"))
                            .collect(Collectors.joining(",", "[", "]")));
        }
    }

    /** The answer to a valid request. */
    int userStatus() {
        return post("publish_events", "[" + userEvent("u-1", "Search", Instant.now(), "{}") + "]");
    }

    int post(String endpoint, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(host + "/" + endpoint))
                .header("x-api-key", "any")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
