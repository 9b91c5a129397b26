package com.trubrics.appender.internal.retry;

/**
 * The largest body that an endpoint is known to accept, once it has refused one for its size. Learned from 413: half of
 * what was refused, or more where more has passed lately. So one event that always meets 413 cannot make all bodies small.
 * From time to time a larger body is tried, because the proxy that set the limit may have been replaced.
 */
public final class BodySizeLimit {

    /**
     * An eighth of a body is left to what estimates do not know: line ends, quotes and accents need two bytes,
     * which makes prose longer by up to that.
     */
    private static final int RESERVE = 8;

    /** After so many accepted bodies twice the size is tried; a limit that is still there costs one refusal. */
    static final int BODIES_UNTIL_GROWTH = 100;

    private int limit = Integer.MAX_VALUE;
    private int accepted;
    /** Of this hundred bodies and the one before it. */
    private int greatestPassed;

    private int greatestOfThisHundred;

    /** The most bytes for the next body. */
    public int atMost(int configured) {
        return Math.min(configured, limit);
    }

    /**
     * How many bytes of events, by their estimates, to take for the next body; what turns out not to fit goes in a
     * request of its own.
     */
    public int estimatedAtMost(int configured) {
        int most = atMost(configured);
        return most - most / RESERVE;
    }

    /** A body of this size was answered with 413. */
    void refused(int bytes) {
        if (bytes > greatestPassed) {
            limit = Math.min(limit, Math.max(Math.max(1, bytes / 2), greatestPassed));
        }
    }

    /** A body of this size was accepted. */
    void passed(int bytes) {
        greatestPassed = Math.max(greatestPassed, bytes);
        greatestOfThisHundred = Math.max(greatestOfThisHundred, bytes);
        limit = Math.max(limit, greatestPassed);
        accepted++;
        if (accepted == BODIES_UNTIL_GROWTH) {
            accepted = 0;
            limit = (int) Math.min(2L * limit, Integer.MAX_VALUE);
            greatestPassed = greatestOfThisHundred;
            greatestOfThisHundred = 0;
        }
    }
}
