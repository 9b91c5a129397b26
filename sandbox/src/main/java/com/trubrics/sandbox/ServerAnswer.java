package com.trubrics.sandbox;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the sandbox answers valid requests.
 *
 * @param mode what happens to the request
 * @param status the status of a refusal; 200 otherwise
 * @param delay the {@code Retry-After} of a refusal, or the delay of a slow answer; {@code null} if there is none
 */
public record ServerAnswer(Mode mode, int status, @Nullable Duration delay) {

    /** What happens to a request. */
    public enum Mode {
        /** The events are accepted. */
        OK,
        /** The request is refused. */
        REFUSE,
        /** The events are accepted, and the answer is late. */
        SLOW,
        /** The events are not accepted, and no answer is sent. */
        HANG
    }

    /** The statuses that the sandbox can refuse with. */
    static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Throws {@link IllegalArgumentException} for a status that is not one of a refusal, and for a delay outside 0 to 5 minutes. */
    public ServerAnswer {
        if (mode == Mode.REFUSE ? !REFUSALS.contains(status) : status != 200) {
            throw new IllegalArgumentException("status must be one of 400, 401, 403, 404, 408, 413, 422, 429, 500, 502,"
                    + " 503 and 504, not " + status);
        }
        if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a delay must be 0 to 300 s, not " + delay.toSeconds() + " s");
        }
    }

    /** Accepts the events. */
    public static ServerAnswer ok() {
        return new ServerAnswer(Mode.OK, 200, null);
    }

    /** Refuses the events with this status. */
    public static ServerAnswer refuse(int status) {
        return new ServerAnswer(Mode.REFUSE, status, null);
    }

    /** Refuses the events with this status and a {@code Retry-After}. */
    public static ServerAnswer refuse(int status, Duration retryAfter) {
        return new ServerAnswer(Mode.REFUSE, status, retryAfter);
    }

    /** Accepts the events, but answers only after this delay. */
    public static ServerAnswer slow(Duration delay) {
        return new ServerAnswer(Mode.SLOW, 200, delay);
    }

    /** Accepts nothing and sends no answer. The connection is closed when the answer is changed. */
    public static ServerAnswer hang() {
        return new ServerAnswer(Mode.HANG, 200, null);
    }
}
