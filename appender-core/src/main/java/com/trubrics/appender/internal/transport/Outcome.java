package com.trubrics.appender.internal.transport;

import com.trubrics.appender.RequestOutcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to send a batch.
 *
 * @param kind the kind of result
 * @param detail one line for a message to the user: the status or the kind of failure, and at most 200 characters of the
 *     server's answer. Never contains the key, a proxy's credentials or an event
 * @param retryAfter how long the server asks to wait, positive and at most five minutes; null if it does not ask
 * @param positions the positions in the batch that the server named as invalid; may be empty, and may be beyond the batch
 */
public record Outcome(
        RequestOutcome kind, String detail, @Nullable Duration retryAfter, Set<Integer> positions) {

    /** Returns the outcome of an accepted batch. */
    public static Outcome accepted() {
        return of(RequestOutcome.ACCEPTED, "");
    }

    /** Returns an outcome without further information. */
    public static Outcome of(RequestOutcome kind, String detail) {
        return new Outcome(kind, detail, null, Set.of());
    }

    /** Returns a copy with the time that the server asks to wait. */
    public Outcome withRetryAfter(@Nullable Duration wait) {
        return new Outcome(kind, detail, wait, positions);
    }

    /** Returns a copy with the positions that the server named. */
    public Outcome withPositions(Set<Integer> named) {
        return new Outcome(kind, detail, retryAfter, named);
    }

    /** Returns whether the destination has accepted the events. */
    public boolean isAccepted() {
        return kind == RequestOutcome.ACCEPTED;
    }
}
