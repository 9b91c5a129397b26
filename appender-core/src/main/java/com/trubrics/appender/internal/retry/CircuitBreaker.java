package com.trubrics.appender.internal.retry;

import java.util.function.IntToLongFunction;

/**
 * Whether an endpoint may be sent anything. Closed: everything flows. Open: nothing is sent for a while. Half-open: one
 * batch is under way as a trial, and its answer decides.
 *
 * <p>Numbers the requests of its endpoint, because an answer to a request that left before the breaker opened says
 * nothing about the time since. Not thread-safe; times are those of {@link System#nanoTime}.
 */
public final class CircuitBreaker {

    /** This many answers in a row that accepted nothing open it. */
    static final int FAILURES_TO_OPEN = 5;

    /** After this many it is doubtful whether anything would be accepted. */
    private static final int FAILURES_TO_DOUBT = 3;

    private enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** The number of no request. */
    public static final long NO_REQUEST = 0;

    private State state = State.CLOSED;
    private int failures;
    private int waits;
    private long until;
    private long trial;
    private long departures;
    private long lastAccepted;

    /** In the beginning it is closed. */
    CircuitBreaker() {}

    /** Whether it is closed. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whether a request may leave now; if it is not closed, as a trial. */
    public boolean admits(long now) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> now - until >= 0;
            case HALF_OPEN -> false;
        };
    }

    /** Whether the last answers accepted nothing, although they were too few to open it. */
    public boolean isDoubtful() {
        return state == State.CLOSED && failures >= FAILURES_TO_DOUBT;
    }

    /** Nanoseconds until it admits a trial; {@link Long#MAX_VALUE} where that is no matter of time. */
    public long untilTrial(long now) {
        return state == State.OPEN && now - until < 0 ? until - now : Long.MAX_VALUE;
    }

    /** A request leaves, which it admits; returns its number. */
    public long departs() {
        departures++;
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
            trial = departures;
        }
        return departures;
    }

    /** How many requests have left. */
    public long departures() {
        return departures;
    }

    /** Whether a request has been accepted that left after the first {@code departed} requests. */
    boolean hasAcceptedSince(long departed) {
        return lastAccepted > departed;
    }

    /** A request was accepted. */
    void accepted(long request) {
        lastAccepted = Math.max(lastAccepted, request);
        worked(request);
    }

    /** The endpoint has looked at a request, so it works. */
    void worked(long request) {
        if (state == State.CLOSED || isTrial(request)) {
            state = State.CLOSED;
            failures = 0;
            waits = 0;
        }
    }

    /** A request came to nothing. */
    void failed(long request, IntToLongFunction wait, long now) {
        if (isTrial(request) || (state == State.CLOSED && ++failures >= FAILURES_TO_OPEN)) {
            open(wait, now);
        }
    }

    /**
     * Nothing can be accepted, whatever was accepted before: the answer to this request, or to one elsewhere, says so.
     *
     * @return false if that was known, or the request left too early to tell
     */
    boolean trip(long request, IntToLongFunction wait, long now) {
        boolean trips = state == State.CLOSED || isTrial(request);
        if (trips) {
            open(wait, now);
        }
        return trips;
    }

    /** The request was never made: it says nothing, and another may leave in its place. */
    public void unsent(long request) {
        if (isTrial(request)) {
            state = State.OPEN;
        }
    }

    /** Ends the present wait; those that follow begin small again. */
    public void cutWait(long now) {
        waits = 0;
        until = now;
    }

    private boolean isTrial(long request) {
        return state == State.HALF_OPEN && request == trial;
    }

    private void open(IntToLongFunction wait, long now) {
        state = State.OPEN;
        until = now + wait.applyAsLong(waits++);
        failures = 0;
    }
}
