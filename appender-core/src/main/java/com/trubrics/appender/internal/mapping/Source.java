package com.trubrics.appender.internal.mapping;

/** Where a log call carries fields, nearest first. */
enum Source {
    /** The call itself: key-values, or the entries of a map message. */
    CALL,
    /** The MDC or ThreadContext as captured in the log event. */
    CONTEXT
}
