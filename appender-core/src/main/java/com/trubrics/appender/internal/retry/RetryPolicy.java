package com.trubrics.appender.internal.retry;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import com.trubrics.appender.internal.retry.RetryDecision.Finding;

/** The table of answers: given an outcome and what is known of the batch and its endpoint, what to do next. */
final class RetryPolicy {

    /** A batch that has met 500 or no answer this often is sent in halves: one of them may pass. */
    static final int FAILURES_TO_HALVE = 5;

    /** A single event on which the server failed this often, while it worked for others, is given up. */
    static final int BLAMED_EVENT = 10;

    private RetryPolicy() {}

    /**
     * What is known when an answer arrives.
     *
     * @param size events in the batch
     * @param history of the batch before this answer
     * @param breaker of the endpoint, which has not heard of the answer yet
     * @param maySplit whether a refused batch may be split once more
     */
    record Evidence(int size, BatchHistory history, CircuitBreaker breaker, boolean maySplit) {

        boolean isAlone() {
            return size == 1;
        }

        /** Whether a request that left after this batch was first denied has been accepted. */
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
            // Only where the endpoint works for others can the batch be the cause.
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

    /** A part that may not be split any more is sent once more, behind the others: one of them may be accepted. */
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

    /** A single event is given up only where others are accepted; otherwise the endpoint may be closed to all. */
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
