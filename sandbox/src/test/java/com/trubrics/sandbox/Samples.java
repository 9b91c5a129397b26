package com.trubrics.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.trubrics.sandbox.web.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests and events as they are documented, to be spoiled by a test. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    static final String USER_EVENT = """
            {"user_id":"ana","event":"Upgrade","properties":{"plan":"pro","price":1.50},"timestamp":"2026-01-31T12:00:00.000Z"}""";

    static final String LLM_EVENT = """
            {"user_id":"ana","prompt":"Why?","generation":"Because.","assistant_id":"gpt4o",\
            "timestamp":"2026-01-31T12:00:02.000Z","latency":2,"thread_id":"t-1"}""";

    private Samples() {}

    static ApiRequest request(String path, String body) {
        return new ApiRequest("POST", path, headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> headers() {
        return new HashMap<>(
                Map.of("x-api-key", "key", "content-type", "application/json", "accept", "application/json"));
    }

    static CheckResult.Accepted accepted(String... userEvents) {
        return new CheckResult.Accepted(
                Endpoint.USER_EVENTS,
                List.of(userEvents).stream().map(Samples::fields).toList());
    }

    static Map<String, @Nullable Object> fields(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A user event of this time. */
    static SandboxEvent userEvent(long number, String user, Instant at) {
        return new SandboxEvent(
                number,
                NOON,
                SandboxEvent.Kind.USER,
                fields("{\"user_id\":\"%s\",\"event\":\"Click\",\"timestamp\":\"%s\"}".formatted(user, at)));
    }

    /** An LLM event that was answered at this time. */
    static SandboxEvent llmEvent(long number, String user, @Nullable String thread, Instant at) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(fields(
                "{\"user_id\":\"%s\",\"prompt\":\"?\",\"generation\":\"!\",\"timestamp\":\"%s\"}".formatted(user, at)));
        fields.put("thread_id", thread);
        return new SandboxEvent(number, NOON, SandboxEvent.Kind.LLM, fields);
    }
}
