package com.trubrics.appender.internal.mapping;

/** What a log call can become. */
enum Kind {
    USER_EVENT,
    LLM_EVENT
}
