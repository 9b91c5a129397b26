package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.event.EventKind;

/** The two endpoints of the Trubrics ingestion API; each accepts its own kind of event. */
public enum Endpoint {
    /** For user events. */
    EVENTS("publish_events"),
    /** For LLM events. */
    LLM_EVENTS("publish_llm_events");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** Returns the path below the base URL, without a slash. */
    public String path() {
        return path;
    }

    static Endpoint of(EventKind kind) {
        return switch (kind) {
            case USER -> EVENTS;
            case LLM -> LLM_EVENTS;
        };
    }
}
