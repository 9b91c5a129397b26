package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.internal.transport.Outcome;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts failed requests in a row, to decide when the next one should neither reuse a connection nor an address that was
 * looked up earlier. Thread-safe.
 */
final class FailureStreak {

    /** One or two failures in a row happen to every server. */
    static final int ENOUGH = 3;

    private final AtomicInteger length = new AtomicInteger();

    /** Returns whether the next request should use a new client. */
    boolean isLong() {
        return length.get() >= ENOUGH;
    }

    void learn(Outcome outcome) {
        switch (outcome.kind()) {
            case ACCEPTED, INVALID, TOO_LARGE -> length.set(0); // the server works, because it has judged the events
            // The next attempt after a 401 is a trial; after a failure of the network, other connections to the same
            // address have most likely died as well.
            case UNAUTHORIZED, UNREACHABLE ->
                length.accumulateAndGet(ENOUGH, (now, enough) -> Math.max(now + 1, enough));
            case THROTTLED, UNAVAILABLE, FAILED, DENIED -> length.incrementAndGet();
        }
    }
}
