package com.trubrics.appender;

/** The outcome of one request. */
public enum RequestOutcome {
    /** The server has accepted the events. */
    ACCEPTED,
    /** There was no answer, or not from the server itself. */
    UNREACHABLE,
    /** The server asked for fewer requests. */
    THROTTLED,
    /** The server is temporarily unavailable. */
    UNAVAILABLE,
    /** The server failed while it handled the batch. The batch may be the cause. */
    FAILED,
    /** The batch is larger than the server accepts. */
    TOO_LARGE,
    /** At least one event of the batch is invalid. */
    INVALID,
    /** The endpoint accepts no events, or not those in the batch. */
    DENIED,
    /** The server does not accept the API key. */
    UNAUTHORIZED
}
