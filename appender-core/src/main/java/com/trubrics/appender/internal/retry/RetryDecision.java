package com.trubrics.appender.internal.retry;

/**
 * What to do after an answer.
 *
 * @param action what to do with the batch
 * @param finding what the answer says about the endpoint
 * @param history the history of the batch from now on, or of each of its parts
 * @param delay nanoseconds after which the batch may be sent again; the circuit breaker may demand more
 */
public record RetryDecision(Action action, Finding finding, BatchHistory history, long delay) {

    RetryDecision(Action action, Finding finding, BatchHistory history) {
        this(action, finding, history, 0);
    }

    /** What to do with a batch. */
    public enum Action {
        /** Count it as delivered. */
        DELIVER,
        /** Send it again later. */
        RETRY,
        /** Send two halves at once. */
        HALVE,
        /** Send parts of it, to find the refused events. */
        BISECT,
        /** Drop it as {@code TOO_LARGE}. */
        DROP_AS_TOO_LARGE,
        /** Drop it as {@code REJECTED}. */
        DROP_AS_REJECTED
    }

    /** What an answer says about an endpoint. */
    public enum Finding {
        /** It accepts events. */
        ACCEPTS,
        /** It works: it has looked at the events. */
        WORKS,
        /** It fails, perhaps only for a while. */
        FAILS,
        /** It refuses what it was sent, and perhaps everything, until somebody changes that. */
        DENIES,
        /** It does not accept the API key, and neither will others. */
        REFUSES_KEY
    }

    RetryDecision withDelay(long nanos) {
        return new RetryDecision(action, finding, history, nanos);
    }

    RetryDecision with(BatchHistory ofParts) {
        return new RetryDecision(action, finding, ofParts, delay);
    }
}
