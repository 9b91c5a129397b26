package com.example.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.trubrics.sandbox.SandboxEvent;
import java.util.List;

/** Events to test with. */
final class Samples {
    static final String USER_EVENT = """
            {"user_id":"ana","event":"Upgrade","timestamp":"2026-01-31T12:00:00.000Z",\
            "properties":{"plan":"team","seats":5,"annual":false,"request_id":"r-001"}}""";
    static final String LLM_EVENT = """
            {"user_id":"ana","prompt":"How, in short?","generation":"Like so.","thread_id":"ana-1",\
            "timestamp":"2026-01-31T12:01:00.000Z","properties":{"request_id":"r-002"}}""";

    private Samples() {}

    static ArrivedEvent arrived(SandboxEvent.Kind kind, String json) {
        try {
            return new ArrivedEvent(kind, Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ArrivedEvent upgrade() {
        return arrived(SandboxEvent.Kind.USER, USER_EVENT);
    }

    static ArrivedEvent conversation() {
        return arrived(SandboxEvent.Kind.LLM, LLM_EVENT);
    }

    static ChatRun run(String... printed) {
        return new ChatRun(List.of(), new ChildJvm.Ending(0, List.of(printed)), 1_234);
    }
}
