package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.transport.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the requests in a row that came to nothing, to decide when the next one should not rely on what the last ones
 * used: neither on a kept connection, nor on an address that was looked up long ago. Thread-safe.
 */
final class FailureStreak {

    /** One or two failures in a row happen to every server. */
    static final int ENOUGH = 3;

    private final AtomicInteger length = new AtomicInteger();

    /** Whether the next request should begin anew. */
    boolean isLong() {
        return length.get() >= ENOUGH;
    }

    void learn(Outcome outcome) {
        switch (outcome.kind()) {
            case ACCEPTED, INVALID, TOO_LARGE -> length.set(0); // it works: it has looked at the events
            // The next attempt after a 401 is a trial; after a failure of the network, other connections to the same
            // address have most likely died as well.
            case UNAUTHORIZED, UNREACHABLE ->
                length.accumulateAndGet(ENOUGH, (now, enough) -> Math.max(now + 1, enough));
            case THROTTLED, UNAVAILABLE, FAILED, DENIED -> length.incrementAndGet();
        }
    }
}
