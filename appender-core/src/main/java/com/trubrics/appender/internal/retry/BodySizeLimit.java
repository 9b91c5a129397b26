package com.trubrics.appender.internal.retry;

/**
 * The largest body to send to an endpoint, once it has refused one for its size (413): half of what it refused, or as much
 * as it has accepted lately. So a single event that always meets 413 cannot make all bodies small. From time to time, a
 * larger body is tried, because the proxy that set the limit may have been replaced.
 */
public final class BodySizeLimit {

    /**
     * An eighth of a body is reserved for what estimates do not know: line ends, quotes and accented letters take two
     * bytes each, which makes prose longer by up to that much.
     */
    private static final int RESERVE = 8;

    /** How many bodies are accepted before twice the size is tried. If the limit is still there, that costs a refusal. */
    static final int BODIES_UNTIL_GROWTH = 100;

    private int limit = Integer.MAX_VALUE;
    private int accepted;
    /** The largest body accepted among these hundred and the hundred before. */
    private int greatestPassed;

    private int greatestOfThisHundred;

    /** Returns how many bytes the next body may have. */
    public int atMost(int configured) {
        return Math.min(configured, limit);
    }

    /** Returns how many estimated bytes of events to take for the next body. Events that do not fit are sent later. */
    public int estimatedAtMost(int configured) {
        int most = atMost(configured);
        return most - most / RESERVE;
    }

    /** Notes that a body of this size was answered with 413. */
    void refused(int bytes) {
        if (bytes > greatestPassed) {
            limit = Math.min(limit, Math.max(Math.max(1, bytes / 2), greatestPassed));
        }
    }

    /** Notes that a body of this size was accepted. */
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
