package com.trubrics.appender.internal.retry;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.retry.BatchBisection.Search;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * What an endpoint has shown so far, and so what its next answer means: the one switch over the outcomes of requests. Not
 * thread-safe; times are those of {@link System#nanoTime}.
 */
public final class EndpointHealth {

    /** How often a batch may meet 500 or no answer before it is halved: one of the halves may pass. */
    static final int FAILURES_TO_HALVE = 5;

    /** How often a single event may meet 500 while the endpoint works for others before it is dropped. */
    static final int BLAMED_EVENT = 10;

    /** The endpoints that the same API key opens, this one included. */
    private final List<EndpointHealth> sameKey;

    private final CircuitBreaker breaker = new CircuitBreaker();
    private final BatchBisection bisection = new BatchBisection();
    private final BodySizeLimit bodyLimit = new BodySizeLimit();
    private State state = State.OK;

    private EndpointHealth(List<EndpointHealth> sameKey) {
        this.sameKey = sameKey;
    }

    /** Creates the health of some endpoints that one API key opens: a key that one of them refuses, all refuse. */
    public static List<EndpointHealth> ofEach(int endpoints) {
        List<EndpointHealth> all = new ArrayList<>();
        for (int i = 0; i < endpoints; i++) {
            all.add(new EndpointHealth(all));
        }
        return all;
    }

    /**
     * A request that was answered.
     *
     * @param number as the breaker gave it
     * @param size events in it
     * @param bytes in its body
     * @param history of its batch
     */
    public record Request(long number, int size, int bytes, BatchHistory history) {

        boolean isAlone() {
            return size == 1;
        }
    }

    /** Returns what decides whether requests may be sent to the endpoint. */
    public CircuitBreaker breaker() {
        return breaker;
    }

    /** Returns how the endpoint is doing, by its last answer. */
    public State state() {
        return state;
    }

    /** Returns how large a body the endpoint accepts. */
    public BodySizeLimit bodyLimit() {
        return bodyLimit;
    }

    /** Learns from an answer, and decides what it means for the batch. */
    public RetryDecision answered(Request request, RequestOutcome outcome, Pace pace, long now) {
        BatchHistory history = request.history();
        return switch (outcome) {
            case ACCEPTED -> accepted(request);
            case TOO_LARGE -> tooLarge(request);
            case INVALID -> invalid(request, pace);
            case DENIED -> denied(request, pace, now);
            case UNAUTHORIZED -> unauthorized(request, pace, now);
            case THROTTLED, UNAVAILABLE -> again(request, history.failed(), pace, now);
            case UNREACHABLE -> halvedIfOften(request, again(request, history.failedUnclearly(), pace, now));
            case FAILED -> failed(request, pace, now);
        };
    }

    private RetryDecision accepted(Request request) {
        breaker.accepted(request.number());
        bisection.accepted();
        bodyLimit.passed(request.bytes());
        state = State.OK;
        return new RetryDecision(Action.DELIVER, request.history());
    }

    /** It has looked at the events, so it works. */
    private void worked(Request request) {
        breaker.worked(request.number());
        state = State.OK;
    }

    private RetryDecision tooLarge(Request request) {
        worked(request);
        bodyLimit.refused(request.bytes());
        return request.isAlone()
                ? new RetryDecision(Action.DROP_AS_TOO_LARGE, request.history())
                : new RetryDecision(Action.HALVE, request.history().ofHalf());
    }

    /** A part that may not be split any more is sent once more, after the others: one of them may be accepted meanwhile. */
    private RetryDecision invalid(Request request, Pace pace) {
        worked(request);
        BatchHistory history = request.history();
        if (!request.isAlone() && bisection.maySplit(history.splits())) {
            return bisect(request, history);
        }
        boolean isLast = request.isAlone() || history.failures().all() > 0;
        return isLast ? reject(request) : new RetryDecision(Action.RETRY, history.failed(), pace.backoff(0));
    }

    /** A single event is dropped only if others are accepted; otherwise the endpoint may refuse everything. */
    private RetryDecision denied(Request request, Pace pace, long now) {
        BatchHistory history = request.history().denied(breaker.departures());
        breaker.failed(request.number(), pace::untilMended, now);
        // A denial says little about the endpoint as long as others are accepted: it may be about one event.
        state = breaker.isClosed() ? State.RETRYING : State.REFUSED;
        if (request.isAlone() && breaker.hasAcceptedSince(history.deniedAt())) {
            return reject(request);
        } else if (!request.isAlone() && bisection.maySplit(history.splits())) {
            return bisect(request, history);
        }
        int earlier = request.history().failures().all();
        return new RetryDecision(Action.RETRY, history, breaker.isClosed() ? pace.untilMended(earlier) : 0);
    }

    private RetryDecision unauthorized(Request request, Pace pace, long now) {
        if (breaker.trip(request.number(), pace::untilMended, now)) {
            sameKey.forEach(endpoint -> endpoint.keyRefused(pace, now));
        }
        state = State.UNAUTHORIZED;
        return new RetryDecision(Action.RETRY, request.history().failed());
    }

    /** Opens the breaker because another endpoint refused the API key. */
    private void keyRefused(Pace pace, long now) {
        state = State.UNAUTHORIZED;
        breaker.trip(CircuitBreaker.NO_REQUEST, pace::untilMended, now);
    }

    /** The endpoint fails, perhaps only for a while. A batch that failed as a trial may go as soon as another is accepted. */
    private RetryDecision again(Request request, BatchHistory history, Pace pace, long now) {
        fails(request, pace, now);
        int earlier = request.history().failures().all();
        return new RetryDecision(Action.RETRY, history, breaker.isClosed() ? pace.backoff(earlier) : 0);
    }

    private void fails(Request request, Pace pace, long now) {
        breaker.failed(request.number(), pace::backoff, now);
        state = State.RETRYING;
    }

    /** The batch can only be the cause if the endpoint works for others. */
    private RetryDecision failed(Request request, Pace pace, long now) {
        BatchHistory before = request.history();
        BatchHistory history = breaker.isClosed() ? before.failedAndBlamed() : before.failedUnclearly();
        fails(request, pace, now);
        if (request.isAlone() && history.failures().blamed() >= BLAMED_EVENT) {
            return reject(request);
        }
        // It always waits: if it went first when a trial is accepted, it would open the breaker again.
        return halvedIfOften(
                request,
                new RetryDecision(
                        Action.RETRY, history, pace.backoff(before.failures().all())));
    }

    /** The size of the batch may be the cause: one of the halves may pass. */
    private static RetryDecision halvedIfOften(Request request, RetryDecision again) {
        BatchHistory history = again.history();
        boolean isOften = !request.isAlone() && history.failures().unclear() >= FAILURES_TO_HALVE;
        return isOften ? new RetryDecision(Action.HALVE, history.ofHalf()) : again;
    }

    private RetryDecision reject(Request request) {
        bisection.rejected(request.history().search(), request.size());
        return new RetryDecision(Action.DROP_AS_REJECTED, request.history());
    }

    private RetryDecision bisect(Request request, BatchHistory history) {
        Search search = history.search();
        return new RetryDecision(
                Action.BISECT, history.ofPart(search == null ? bisection.begin(request.size()) : search));
    }
}
