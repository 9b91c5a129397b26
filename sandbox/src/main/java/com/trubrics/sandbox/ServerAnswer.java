package com.trubrics.sandbox;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox answers requests that are as the API documents them.
 *
 * @param mode what happens to the request
 * @param status the status of a refusal; 200 otherwise
 * @param delay the {@code Retry-After} of a refusal, or how late a slow answer comes; {@code null} if there is none
 */
public record ServerAnswer(Mode mode, int status, @Nullable Duration delay) {

    /** What happens to a request. */
    public enum Mode {
        /** Its events are taken. */
        OK,
        /** Nothing is taken, and the answer says so. */
        REFUSE,
        /** Its events are taken after a while. */
        SLOW,
        /** Nothing is taken, and no answer comes. */
        HANG
    }

    /** The statuses that the sandbox can refuse with. */
    static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Refuses statuses that are none of a refusal, and delays that are negative or above 5 minutes. */
    public ServerAnswer {
        if (mode == Mode.REFUSE ? !REFUSALS.contains(status) : status != 200) {
            throw new IllegalArgumentException("status must be one of 400, 401, 403, 404, 408, 413, 422, 429, 500, 502,"
                    + " 503 and 504, not " + status);
        }
        if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a delay must be 0 to 300 s, not " + delay.toSeconds() + " s");
        }
    }

    /** Takes the events. */
    public static ServerAnswer ok() {
        return new ServerAnswer(Mode.OK, 200, null);
    }

    /** Refuses requests with this status. */
    public static ServerAnswer refuse(int status) {
        return new ServerAnswer(Mode.REFUSE, status, null);
    }

    /** Refuses requests with this status and a {@code Retry-After}. */
    public static ServerAnswer refuse(int status, Duration retryAfter) {
        return new ServerAnswer(Mode.REFUSE, status, retryAfter);
    }

    /** Takes the events, and says so this much later. */
    public static ServerAnswer slow(Duration delay) {
        return new ServerAnswer(Mode.SLOW, 200, delay);
    }

    /** Takes nothing and does not answer, until the answer is changed: then the connection is closed. */
    public static ServerAnswer hang() {
        return new ServerAnswer(Mode.HANG, 200, null);
    }
}
