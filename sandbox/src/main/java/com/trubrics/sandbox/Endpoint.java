package com.trubrics.sandbox;

import static com.trubrics.sandbox.Field.Type.INSTANT;
import static com.trubrics.sandbox.Field.Type.NAME;
import static com.trubrics.sandbox.Field.Type.OBJECT;
import static com.trubrics.sandbox.Field.Type.SECONDS;
import static com.trubrics.sandbox.Field.Type.TEXT;
import static com.trubrics.sandbox.Field.optional;
import static com.trubrics.sandbox.Field.required;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two endpoints of the Trubrics ingestion API, and the fields that each documents. */
enum Endpoint {
    USER_EVENTS(
            "/publish_events",
            SandboxEvent.Kind.USER,
            required("user_id", NAME),
            required("event", NAME),
            required("timestamp", INSTANT),
            optional("properties", OBJECT)),
    LLM_EVENTS(
            "/publish_llm_events",
            SandboxEvent.Kind.LLM,
            required("user_id", NAME),
            required("prompt", TEXT),
            required("generation", TEXT),
            optional("assistant_id", TEXT),
            optional("timestamp", INSTANT),
            optional("latency", SECONDS),
            optional("thread_id", TEXT),
            optional("prompt_event_name", TEXT),
            optional("generation_event_name", TEXT),
            optional("properties", OBJECT));

    /** What the path of the real host begins with. Optional here. */
    static final String BASE = "/api/ingestion";

    private final String path;
    private final SandboxEvent.Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // Copied, and its elements are immutable.
    private final List<Field> fields;

    Endpoint(String path, SandboxEvent.Kind kind, Field... fields) {
        this.path = path;
        this.kind = kind;
        this.fields = List.of(fields);
    }

    String path() {
        return path;
    }

    SandboxEvent.Kind kind() {
        return kind;
    }

    List<Field> fields() {
        return fields;
    }

    boolean documents(String field) {
        return fields.stream().anyMatch(known -> known.name().equals(field));
    }

    /** The endpoint at this path; {@code null} if there is none. */
    static @Nullable Endpoint at(String path) {
        String name = path.startsWith(BASE + "/") ? path.substring(BASE.length()) : path;
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.equals(name))
                .findFirst()
                .orElse(null);
    }
}
