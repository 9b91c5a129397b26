package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.Outcome;

/**
 * Which requests to an endpoint have left and which were taken, and what that says of one that was not: is it the
 * request, or the endpoint? Only the delivery thread.
 */
final class Progress {

    private long departed;
    private long accepted;
    /** The last to leave of those that were taken, as its number. */
    private long lastAccepted;

    /** Requests that the endpoint took. */
    long accepted() {
        return accepted;
    }

    /** A batch leaves. */
    void departs(Batch batch) {
        batch.departure = ++departed;
    }

    /** A batch was taken. */
    void accepts(Batch batch) {
        accepted++;
        lastAccepted = Math.max(lastAccepted, batch.departure);
    }

    /** An attempt came to nothing, and that was not the events' fault. */
    void failed(Batch batch, Outcome outcome) {
        batch.attempts++;
        batch.acceptedAtLastFailure = accepted;
        if (isServerError(outcome) && batch.serverErrors++ == 0) {
            batch.departedBeforeError = departed;
        }
    }

    /** A part of a batch goes by itself: what left before says nothing of it. */
    void parted(Batch part) {
        part.departedBeforeError = departed;
    }

    /** Whether the endpoint took something else since this batch failed, or since the search for bad events began. */
    boolean othersAccepted(Batch batch, Outcome outcome) {
        if (batch.isolation != null && outcome instanceof Outcome.Closed) {
            return accepted > batch.isolation.acceptedBefore();
        } else if (batch.serverErrors > 0 && isServerError(outcome)) {
            return lastAccepted > batch.departedBeforeError;
        }
        return batch.acceptedAtLastFailure >= 0 && accepted > batch.acceptedAtLastFailure;
    }

    private static boolean isServerError(Outcome outcome) {
        return outcome instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.SERVER_ERROR;
    }
}
