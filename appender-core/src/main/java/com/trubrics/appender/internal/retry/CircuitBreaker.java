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

    /** How many answers in a row that accepted nothing open it. */
    static final int FAILURES_TO_OPEN = 5;

    /** How many make it doubtful whether anything would be accepted. */
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

    /** Creates a closed one. */
    CircuitBreaker() {}

    /** Returns whether it is closed. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Returns whether a request may leave now, as a trial if it is not closed. */
    public boolean admits(Moment moment) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> moment.hasCome(until);
            case HALF_OPEN -> false;
        };
    }

    /** Returns whether the last answers accepted nothing, although they were too few to open it. */
    public boolean isDoubtful() {
        return state == State.CLOSED && failures >= FAILURES_TO_DOUBT;
    }

    /** Notes that a request leaves, which it admits; returns the number of the request. */
    public long departs() {
        departures++;
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
            trial = departures;
        }
        return departures;
    }

    /** Returns how many requests have left. */
    public long departures() {
        return departures;
    }

    /** Returns whether a request has been accepted that left after the first {@code departed} requests. */
    boolean hasAcceptedSince(long departed) {
        return lastAccepted > departed;
    }

    /** Notes that a request was accepted. */
    void accepted(long request) {
        lastAccepted = Math.max(lastAccepted, request);
        worked(request);
    }

    /** Notes that the endpoint has looked at a request, so it works. */
    void worked(long request) {
        if (state == State.CLOSED || isTrial(request)) {
            state = State.CLOSED;
            failures = 0;
            waits = 0;
        }
    }

    /** Notes that a request failed. */
    void failed(long request, IntToLongFunction wait, long now) {
        if (isTrial(request) || (state == State.CLOSED && ++failures >= FAILURES_TO_OPEN)) {
            open(wait, now);
        }
    }

    /**
     * Opens at once, because nothing can be accepted, whatever was accepted before.
     *
     * @param request whose answer says so; {@link #NO_REQUEST} if an answer of another endpoint does
     * @return false if it was open before, or the request left too early to tell
     */
    boolean trip(long request, IntToLongFunction wait, long now) {
        boolean trips = state == State.CLOSED || isTrial(request);
        if (trips) {
            open(wait, now);
        }
        return trips;
    }

    /** Notes that a request was never made, so another one may leave in its place. */
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
