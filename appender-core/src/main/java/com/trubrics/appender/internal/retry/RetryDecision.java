package com.trubrics.appender.internal.retry;

/**
 * What to do with a batch after an answer.
 *
 * @param history the history of the batch from now on, or of each of its parts
 * @param delay nanoseconds after which the batch may be sent again; the circuit breaker may demand more
 */
public record RetryDecision(Action action, BatchHistory history, long delay) {

    RetryDecision(Action action, BatchHistory history) {
        this(action, history, 0);
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
}
