package com.trubrics.appender.mapping;

/** What a log call can become. */
enum Kind {
    USER_EVENT,
    LLM_EVENT
}
