package com.trubrics.sandbox;

import com.trubrics.sandbox.web.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event that the sandbox has accepted.
 *
 * @param number its position among all accepted events and refused requests, counted from 1
 * @param receivedAt when it arrived
 * @param kind which of the two endpoints it was sent to
 * @param fields the event as it was sent, unmodifiable. Values are strings, numbers, booleans, maps, lists and {@code null}
 */
public record SandboxEvent(long number, Instant receivedAt, Kind kind, Map<String, @Nullable Object> fields) {

    /** The two kinds of events of the API. */
    public enum Kind {
        /** Sent to {@code publish_events}. */
        USER,
        /** Sent to {@code publish_llm_events}: one prompt and its generation. */
        LLM
    }

    /** Returns the user's ID. */
    public String userId() {
        return String.valueOf(fields.get("user_id"));
    }

    /** Returns the name of the event. Trubrics turns an LLM event into two events; this is the name of the prompt. */
    public String name() {
        String name = text(kind == Kind.USER ? "event" : "prompt_event_name");
        return name == null ? "Prompt" : name;
    }

    /** Returns when the event happened, or when it arrived if it has no timestamp. */
    public Instant timestamp() {
        String timestamp = text("timestamp");
        return timestamp == null ? receivedAt : OffsetDateTime.parse(timestamp).toInstant();
    }

    /** Returns when the event began: for an LLM event with a latency, that much before its timestamp. */
    Instant began() {
        return kind == Kind.LLM && fields.get("latency") instanceof Number seconds
                ? timestamp().minusMillis((long) (seconds.doubleValue() * 1000))
                : timestamp();
    }

    /** Returns the ID of the conversation that the event belongs to; {@code null} for none. */
    public @Nullable String threadId() {
        String thread = text("thread_id");
        return thread != null ? thread : property("$thread_id") instanceof String id ? id : null;
    }

    /** Returns the value of a property; {@code null} if the event has no such property. */
    public @Nullable Object property(String name) {
        return fields.get("properties") instanceof Map<?, ?> properties ? properties.get(name) : null;
    }

    /** Returns the value of a field if it is a string; otherwise {@code null}. */
    public @Nullable String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** Returns the event as JSON, on one line. */
    public String json() {
        return Json.text(fields);
    }
}
