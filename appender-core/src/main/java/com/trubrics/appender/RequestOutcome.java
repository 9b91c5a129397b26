package com.trubrics.appender;

/** What one request came to, whatever the server or the network did. */
public enum RequestOutcome {
    /** The server has the events. */
    ACCEPTED,
    /** There was no answer, or none from the server itself. */
    UNREACHABLE,
    /** The server asked for fewer requests. */
    THROTTLED,
    /** The server is out of order for now. */
    UNAVAILABLE,
    /** The server failed while it handled this batch, which may be the cause. */
    FAILED,
    /** The batch is larger than the server accepts. */
    TOO_LARGE,
    /** At least one event of the batch is invalid. */
    INVALID,
    /** The endpoint accepts nothing, or not what is in this batch. */
    DENIED,
    /** The server does not accept the API key. */
    UNAUTHORIZED
}
