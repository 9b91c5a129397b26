package com.trubrics.appender.transport;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;

/** The two doors of the Trubrics ingestion API; each takes its own kind of event. */
public enum Endpoint {
    /** Takes {@link UserEvent}s. */
    EVENTS("publish_events"),
    /** Takes {@link LlmEvent}s. */
    LLM_EVENTS("publish_llm_events");

    private final String path;

    Endpoint(String path) {
        this.path = path;
    }

    /** The path below the base URL, without a slash. */
    public String path() {
        return path;
    }

    /** The door for an event. */
    public static Endpoint of(Event event) {
        return event instanceof LlmEvent ? LLM_EVENTS : EVENTS;
    }
}
