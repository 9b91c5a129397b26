package com.example.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;

/** One event as it came over the wire, known to be valid. */
record ArrivedEvent(Endpoint endpoint, JsonNode json) {

    /** The event's name; Trubrics makes two events, a prompt and a generation, of one LLM event. */
    String name() {
        return switch (endpoint) {
            case USER_EVENTS -> text("event");
            case LLM_EVENTS -> ExpectedEvent.LLM;
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
        return switch (endpoint) {
            case USER_EVENTS -> properties().path("$thread_id").asText();
            case LLM_EVENTS -> text("thread_id");
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
