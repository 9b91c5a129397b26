package com.trubrics.appender.internal.retry;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import com.trubrics.appender.internal.retry.RetryDecision.Finding;

/** The table of answers: decides what to do next, given an outcome and what is known of the batch and its endpoint. */
final class RetryPolicy {

    /** How often a batch may meet 500 or no answer before it is halved: one of the halves may pass. */
    static final int FAILURES_TO_HALVE = 5;

    /** How often a single event may meet 500 while the endpoint works for others before it is dropped. */
    static final int BLAMED_EVENT = 10;

    private RetryPolicy() {}

    /**
     * What is known when an answer arrives.
     *
     * @param size events in the batch
     * @param history of the batch before this answer
     * @param breaker of the endpoint, before this answer
     * @param maySplit whether a refused batch may be split once more
     */
    record Evidence(int size, BatchHistory history, CircuitBreaker breaker, boolean maySplit) {

        boolean isAlone() {
            return size == 1;
        }

        /** Returns whether a request that left after this batch was first denied has been accepted. */
        boolean hasOthersAccepted() {
            return history.deniedAt() != BatchHistory.NEVER && breaker.hasAcceptedSince(history.deniedAt());
        }
    }

    /** Decides about a batch and its endpoint. */
    static RetryDecision decide(RequestOutcome outcome, Evidence known) {
        BatchHistory history = known.history();
        return switch (outcome) {
            case ACCEPTED -> new RetryDecision(Action.DELIVER, Finding.ACCEPTS, history);
            case THROTTLED, UNAVAILABLE -> new RetryDecision(Action.RETRY, Finding.FAILS, history.failed());
            case UNREACHABLE -> failed(known, history.failedUnclearly());
            // The batch can only be the cause if the endpoint works for others.
            case FAILED ->
                failed(known, known.breaker().isClosed() ? history.failedAndBlamed() : history.failedUnclearly());
            case TOO_LARGE ->
                known.isAlone()
                        ? new RetryDecision(Action.DROP_AS_TOO_LARGE, Finding.WORKS, history)
                        : new RetryDecision(Action.HALVE, Finding.WORKS, history.ofHalf());
            case INVALID -> invalid(known);
            case DENIED -> denied(known);
            case UNAUTHORIZED -> new RetryDecision(Action.RETRY, Finding.REFUSES_KEY, history.failed());
        };
    }

    /** A part that may not be split any more is sent once more, after the others: one of them may be accepted meanwhile. */
    private static RetryDecision invalid(Evidence known) {
        BatchHistory history = known.history();
        if (known.isAlone()) {
            return new RetryDecision(Action.DROP_AS_REJECTED, Finding.WORKS, history);
        } else if (known.maySplit()) {
            return new RetryDecision(Action.BISECT, Finding.WORKS, history);
        }
        Action last = history.failures().all() > 0 ? Action.DROP_AS_REJECTED : Action.RETRY;
        return new RetryDecision(last, Finding.WORKS, history.failed());
    }

    private static RetryDecision failed(Evidence known, BatchHistory history) {
        if (known.isAlone() && history.failures().blamed() >= BLAMED_EVENT) {
            return new RetryDecision(Action.DROP_AS_REJECTED, Finding.FAILS, history);
        } else if (!known.isAlone() && history.failures().unclear() >= FAILURES_TO_HALVE) {
            return new RetryDecision(Action.HALVE, Finding.FAILS, history.ofHalf());
        }
        return new RetryDecision(Action.RETRY, Finding.FAILS, history);
    }

    /** A single event is dropped only if others are accepted; otherwise the endpoint may refuse everything. */
    private static RetryDecision denied(Evidence known) {
        BatchHistory history = known.history().denied(known.breaker().departures());
        Action action = Action.RETRY;
        if (known.isAlone() && known.hasOthersAccepted()) {
            action = Action.DROP_AS_REJECTED;
        } else if (!known.isAlone() && known.maySplit()) {
            action = Action.BISECT;
        }
        return new RetryDecision(action, Finding.DENIES, history);
    }
}
