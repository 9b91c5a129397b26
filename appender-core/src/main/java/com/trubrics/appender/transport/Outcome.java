package com.trubrics.appender.transport;

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
public record Outcome(Kind kind, String detail, @Nullable Duration retryAfter, Set<Integer> positions) {

    /** What an outcome says. */
    public enum Kind {
        /** The destination has the events. */
        ACCEPTED,
        /** There was no answer, or none from the destination itself. */
        UNREACHABLE,
        /** The destination asks for fewer requests. */
        THROTTLED,
        /** The destination is out of order for now. */
        UNAVAILABLE,
        /** The destination failed while it handled this batch, which may be the cause. */
        FAILED,
        /** The batch is larger than the destination accepts. */
        TOO_LARGE,
        /** At least one event of the batch is invalid. */
        INVALID,
        /** The endpoint accepts nothing, or not what is in this batch. */
        DENIED,
        /** The destination does not accept the API key. */
        UNAUTHORIZED
    }

    /** The destination has the events. */
    public static Outcome accepted() {
        return of(Kind.ACCEPTED, "");
    }

    /** An outcome of which nothing more is known. */
    public static Outcome of(Kind kind, String detail) {
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
        return kind == Kind.ACCEPTED;
    }
}
