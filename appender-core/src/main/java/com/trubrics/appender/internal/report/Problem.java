package com.trubrics.appender.internal.report;

/** The kinds of problem. Each is reported once, then at growing intervals. */
public enum Problem {
    /** Connection refused, reset, timed out, DNS, TLS, proxy. */
    UNREACHABLE,
    /** 5xx. */
    SERVER_ERROR,
    /** 408, 425, 429. */
    THROTTLED,
    /** 401. */
    UNAUTHORIZED,
    /** 403, 404, redirects and the like. */
    ENDPOINT_DENIED,
    /** Single events that the server refused. */
    REJECTED,
    /** Events over a size limit. */
    TOO_LARGE,
    /** Events that could not be written as JSON. */
    NOT_ENCODABLE,
    /** No room for an event. */
    QUEUE_FULL,
    /** A call that names no user. */
    MISSING_USER_ID,
    /** A user source that cannot be asked. */
    USER_SOURCE,
    /** A timestamp that cannot be read. */
    BAD_TIMESTAMP,
    /** A latency that cannot be used, or seems to be in milliseconds. */
    BAD_LATENCY,
    /** A field whose value is of no usable type. */
    BAD_FIELD,
    /** {@code properties} that are not a JSON object. */
    BAD_PROPERTIES,
    /** A value that may be a secret, and is not sent. */
    WITHHELD,
    /** A logger whose messages name too many different events. */
    TOO_MANY_NAMES,
    /** A field of a log call under a name that nothing reads. */
    NEAR_MISS,
    /** The application's own filter throws. */
    EVENT_FILTER,
    /** The server does not accept compressed bodies. */
    COMPRESSION,
    /** A defect of this library. */
    INTERNAL_ERROR
}
