package com.trubrics.appender.transport;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt came to, whatever the server or the network did.
 *
 * <p>Each {@code detail} is one line in plain words, fit for a message to the user: the status or the kind of failure,
 * and of what the server said at most 200 characters. It never contains the key, a proxy's credentials or an event.
 */
public sealed interface Outcome {

    /** 2xx: the status decides, whatever becomes of the answer's body. */
    record Delivered() implements Outcome {}

    /**
     * Worth another try later: 408, 425, 429, 5xx, 407, or the network failed.
     *
     * @param cause which of these
     * @param retryAfter what the server asked for, positive and at most five minutes; null if it asked for nothing
     *     usable
     * @param detail what happened
     */
    record Retry(Cause cause, @Nullable Duration retryAfter, String detail) implements Outcome {}

    /** 413. */
    record TooLarge(String detail) implements Outcome {}

    /**
     * 400 or 422: something in this body is wrong.
     *
     * @param indices positions in the array that the server named; may be empty, and may be beyond the array
     */
    record Refused(Set<Integer> indices, String detail) implements Outcome {}

    /** 401: the API key is not accepted. */
    record Unauthorized(String detail) implements Outcome {}

    /** 403, 404, other 4xx, or a redirect: this endpoint takes nothing at present, or not this body. */
    record Closed(String detail) implements Outcome {}

    /** Why an attempt is worth repeating. */
    enum Cause {
        /** Refused, reset, timed out, given up, unresolved, or a TLS failure: there was no status. */
        NETWORK,
        /** 407: the proxy asks for credentials, or for others than those configured. */
        PROXY,
        /** 408, 425 or 429. */
        THROTTLED,
        /** 5xx. */
        SERVER_ERROR
    }
}
