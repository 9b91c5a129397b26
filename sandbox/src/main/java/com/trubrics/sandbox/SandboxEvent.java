package com.trubrics.sandbox;

import com.trubrics.sandbox.web.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event that the sandbox has accepted.
 *
 * @param number counts all accepted events and refused requests of a sandbox, from 1, in the order of arrival
 * @param receivedAt when it arrived
 * @param kind which of the two endpoints it was sent to
 * @param fields the event as it was sent; values are texts, numbers, booleans, maps, lists and {@code null}.
 *     Unmodifiable
 */
public record SandboxEvent(long number, Instant receivedAt, Kind kind, Map<String, @Nullable Object> fields) {

    /** The two kinds of events of the API. */
    public enum Kind {
        /** Sent to {@code publish_events}. */
        USER,
        /** Sent to {@code publish_llm_events}: one prompt and its generation. */
        LLM
    }

    /** The user's ID. */
    public String userId() {
        return String.valueOf(fields.get("user_id"));
    }

    /** The event's name. Trubrics makes two events of an LLM event: this is the name of the prompt. */
    public String name() {
        String name = text(kind == Kind.USER ? "event" : "prompt_event_name");
        return name == null ? "Prompt" : name;
    }

    /** When it happened, or when it arrived if it does not say. */
    public Instant timestamp() {
        String timestamp = text("timestamp");
        return timestamp == null ? receivedAt : OffsetDateTime.parse(timestamp).toInstant();
    }

    /** When it began: an LLM event as long before its timestamp as the answer took. */
    Instant began() {
        return kind == Kind.LLM && fields.get("latency") instanceof Number seconds
                ? timestamp().minusMillis((long) (seconds.doubleValue() * 1000))
                : timestamp();
    }

    /** The conversation that it belongs to. */
    public @Nullable String threadId() {
        String thread = text("thread_id");
        return thread != null ? thread : property("$thread_id") instanceof String id ? id : null;
    }

    /** A property's value; {@code null} also where there is no such property. */
    public @Nullable Object property(String name) {
        return fields.get("properties") instanceof Map<?, ?> properties ? properties.get(name) : null;
    }

    /** A field's value if it is a text. */
    public @Nullable String text(String field) {
        return fields.get(field) instanceof String text ? text : null;
    }

    /** The event as JSON, on one line. */
    public String json() {
        return Json.text(fields);
    }
}
