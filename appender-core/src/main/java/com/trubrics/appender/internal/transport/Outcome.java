package com.trubrics.appender.internal.transport;

import com.trubrics.appender.RequestOutcome;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt to send a batch came to, whatever the server or the network did.
 *
 * @param kind what it says about the batch and its destination
 * @param detail one line in plain words, fit for a message to the user: the status or the kind of failure, and of what
 *     the server said at most 200 characters. Never the key, a proxy's credentials or an event
 * @param retryAfter how long the server asks to be left alone, positive and at most five minutes; null if it does not ask
 * @param positions those in the batch that the server named as invalid; may be empty, and may be beyond the batch
 */
public record Outcome(
        RequestOutcome kind, String detail, @Nullable Duration retryAfter, Set<Integer> positions) {

    /** The destination has the events. */
    public static Outcome accepted() {
        return of(RequestOutcome.ACCEPTED, "");
    }

    /** An outcome of which nothing more is known. */
    public static Outcome of(RequestOutcome kind, String detail) {
        return new Outcome(kind, detail, null, Set.of());
    }

    /** The same, with the time for which the server asks to be left alone. */
    public Outcome withRetryAfter(@Nullable Duration wait) {
        return new Outcome(kind, detail, wait, positions);
    }

    /** The same, with the positions that the server named. */
    public Outcome withPositions(Set<Integer> named) {
        return new Outcome(kind, detail, retryAfter, named);
    }

    /** Whether the destination has the events. */
    public boolean isAccepted() {
        return kind == RequestOutcome.ACCEPTED;
    }
}
