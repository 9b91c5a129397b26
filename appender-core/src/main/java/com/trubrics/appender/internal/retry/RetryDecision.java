package com.trubrics.appender.internal.retry;

/**
 * What to do after an answer.
 *
 * @param action with the batch
 * @param finding about its endpoint
 * @param history of the batch from now on, or of its parts
 * @param delay nanoseconds after which the batch may be sent again, should it be; the circuit breaker may want longer
 */
public record RetryDecision(Action action, Finding finding, BatchHistory history, long delay) {

    RetryDecision(Action action, Finding finding, BatchHistory history) {
        this(action, finding, history, 0);
    }

    /** What to do with a batch. */
    public enum Action {
        /** Count it as delivered. */
        DELIVER,
        /** Send the same again later. */
        RETRY,
        /** Send two halves at once. */
        HALVE,
        /** Send parts, to find the refused events in it. */
        BISECT,
        /** Give it up as {@code TOO_LARGE}. */
        DROP_AS_TOO_LARGE,
        /** Give it up as {@code REJECTED}. */
        DROP_AS_REJECTED
    }

    /** What an answer says about an endpoint. */
    public enum Finding {
        /** It accepts events. */
        ACCEPTS,
        /** It works, for it has looked at the events. */
        WORKS,
        /** It has failed, and that may pass by itself. */
        FAILS,
        /** It refuses what it is sent, and perhaps will until somebody mends that. */
        DENIES,
        /** The API key is not accepted, here or anywhere. */
        REFUSES_KEY
    }

    RetryDecision withDelay(long nanos) {
        return new RetryDecision(action, finding, history, nanos);
    }

    RetryDecision with(BatchHistory ofParts) {
        return new RetryDecision(action, finding, ofParts, delay);
    }
}
