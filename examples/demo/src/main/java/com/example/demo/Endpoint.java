package com.example.demo;

import static com.example.demo.Field.Type.INSTANT;
import static com.example.demo.Field.Type.NAME;
import static com.example.demo.Field.Type.OBJECT;
import static com.example.demo.Field.Type.SECONDS;
import static com.example.demo.Field.Type.TEXT;
import static com.example.demo.Field.optional;
import static com.example.demo.Field.required;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The two endpoints of the Trubrics ingestion API, and the fields that each documents. */
enum Endpoint {
    USER_EVENTS(
            "publish_events",
            required("user_id", NAME),
            required("event", NAME),
            required("timestamp", INSTANT),
            optional("properties", OBJECT)),
    LLM_EVENTS(
            "publish_llm_events",
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

    /** What comes before the endpoint's own name in the path. */
    static final String BASE = "/api/ingestion";

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // Copied, and its elements are immutable.
    private final List<Field> fields;

    Endpoint(String name, Field... fields) {
        this.path = BASE + "/" + name;
        this.fields = List.of(fields);
    }

    List<Field> fields() {
        return fields;
    }

    String path() {
        return path;
    }

    static Optional<Endpoint> at(String path) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }
}
