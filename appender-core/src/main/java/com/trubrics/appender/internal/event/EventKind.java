package com.trubrics.appender.internal.event;

import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;

/** The two kinds of events. Each has its own endpoint and its own part of the queue. */
public enum EventKind {
    /** A {@link UserEvent}. */
    USER,
    /** An {@link LlmEvent}. */
    LLM
}
