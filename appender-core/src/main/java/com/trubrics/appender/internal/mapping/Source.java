package com.trubrics.appender.internal.mapping;

/** The sources of a log call's fields, nearest first. */
enum Source {
    /** The call itself: key-value pairs, or the entries of a map message. */
    CALL,
    /** The MDC or ThreadContext as captured in the log event. */
    CONTEXT
}
