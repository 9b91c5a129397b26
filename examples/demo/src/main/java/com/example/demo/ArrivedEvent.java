package com.example.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.trubrics.sandbox.SandboxEvent;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** One event as it came over the wire, known to be valid. */
record ArrivedEvent(SandboxEvent.Kind kind, JsonNode json) {

    static ArrivedEvent of(SandboxEvent event) {
        try {
            return new ArrivedEvent(event.kind(), Json.MAPPER.readTree(event.json()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event's name; Trubrics makes two events, a prompt and a generation, of one LLM event. */
    String name() {
        return switch (kind) {
            case USER -> text("event");
            case LLM -> ExpectedEvent.LLM;
        };
    }

    String userId() {
        return text("user_id");
    }

    /** The request of the recorded day that this event came from; empty if it does not say. */
    String requestId() {
        return properties().path("request_id").asText();
    }

    /** Which conversation it belongs to; empty for events outside of any. */
    String thread() {
        return switch (kind) {
            case USER -> properties().path("$thread_id").asText();
            case LLM -> text("thread_id");
        };
    }

    Instant at() {
        return OffsetDateTime.parse(text("timestamp")).toInstant();
    }

    JsonNode properties() {
        return json.path("properties");
    }

    private String text(String field) {
        return json.path(field).asText();
    }
}
