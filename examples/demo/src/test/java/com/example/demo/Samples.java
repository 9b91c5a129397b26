package com.example.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests and events to test with. */
final class Samples {
    static final String USER_EVENT = """
            {"user_id":"ana","event":"Upgrade","timestamp":"2026-01-31T12:00:00.000Z",\
            "properties":{"plan":"team","seats":5,"annual":false,"request_id":"r-001"}}""";
    static final String LLM_EVENT = """
            {"user_id":"ana","prompt":"How, in short?","generation":"Like so.","thread_id":"ana-1",\
            "timestamp":"2026-01-31T12:01:00.000Z","properties":{"request_id":"r-002"}}""";

    private Samples() {}

    static Headers headers() {
        Headers headers = new Headers();
        headers.set("x-api-key", "key");
        headers.set("Content-Type", "application/json");
        headers.set("accept", "application/json");
        headers.set("User-Agent", "trubrics-java/1.0");
        return headers;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static ArrivedEvent arrived(Endpoint endpoint, String json) {
        try {
            return new ArrivedEvent(endpoint, Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ArrivedEvent upgrade() {
        return arrived(Endpoint.USER_EVENTS, USER_EVENT);
    }

    static ArrivedEvent conversation() {
        return arrived(Endpoint.LLM_EVENTS, LLM_EVENT);
    }

    static ChatRun run(String... printed) {
        return new ChatRun(List.of(), new ChildJvm.Ending(0, List.of(printed)), 1_234);
    }
}
