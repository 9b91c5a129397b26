package com.trubrics.appender.transport;

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
        if (outcome instanceof Outcome.Delivered
                || outcome instanceof Outcome.Refused
                || outcome instanceof Outcome.TooLarge) {
            length.set(0); // it works: it has looked at the events
        } else if (outcome instanceof Outcome.Unauthorized || isOfTheNetwork(outcome)) {
            // The next attempt after a 401 is a trial; after a failure of the network, other connections to the same
            // address have most likely died as well.
            length.accumulateAndGet(ENOUGH, (now, enough) -> Math.max(now + 1, enough));
        } else {
            length.incrementAndGet();
        }
    }

    private static boolean isOfTheNetwork(Outcome outcome) {
        return outcome instanceof Outcome.Retry retry && retry.cause() == Outcome.Cause.NETWORK;
    }
}
