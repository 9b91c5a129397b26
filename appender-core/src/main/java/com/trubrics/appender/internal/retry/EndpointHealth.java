package com.trubrics.appender.internal.retry;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import com.trubrics.appender.internal.retry.RetryDecision.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What an endpoint has shown so far, in one place: whether it accepts anything, whether it refuses everything, and how
 * large a body it accepts. Not thread-safe; times are those of {@link System#nanoTime}.
 */
public final class EndpointHealth {

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
    public record Request(long number, int size, int bytes, BatchHistory history) {}

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
        RetryDecision decision = RetryPolicy.decide(
                outcome,
                new RetryPolicy.Evidence(request.size(), history, breaker, bisection.maySplit(history.splits())));
        learn(request, decision, pace, now);
        if (outcome == RequestOutcome.TOO_LARGE) {
            bodyLimit.refused(request.bytes());
        }
        if (decision.action() == Action.BISECT) {
            return decision.with(partOf(decision.history(), request.size()));
        }
        // Trials ignore the delay. When one is accepted, batches that the server failed on must not go first: they
        // would
        // open the breaker again.
        boolean waits = breaker.isClosed() || outcome == RequestOutcome.FAILED;
        return waits
                ? decision.withDelay(
                        pace.after(decision.finding(), history.failures().all()))
                : decision;
    }

    private void learn(Request request, RetryDecision decision, Pace pace, long now) {
        Finding finding = decision.finding();
        switch (finding) {
            case ACCEPTS -> {
                breaker.accepted(request.number());
                bisection.accepted();
                bodyLimit.passed(request.bytes());
            }
            case WORKS -> breaker.worked(request.number());
            case FAILS, DENIES -> breaker.failed(request.number(), earlier -> pace.after(finding, earlier), now);
            case REFUSES_KEY -> {
                if (breaker.trip(request.number(), earlier -> pace.after(finding, earlier), now)) {
                    sameKey.forEach(endpoint -> endpoint.keyRefused(pace, now));
                }
            }
        }
        state = stateAfter(finding);
        if (decision.action() == Action.DROP_AS_REJECTED) {
            bisection.rejected(request.history().search(), request.size());
        }
    }

    /** A denial says little about the endpoint as long as others are accepted: it may be about one event. */
    private State stateAfter(Finding finding) {
        return switch (finding) {
            case ACCEPTS, WORKS -> State.OK;
            case FAILS -> State.RETRYING;
            case DENIES -> breaker.isClosed() ? State.RETRYING : State.REFUSED;
            case REFUSES_KEY -> State.UNAUTHORIZED;
        };
    }

    /** Returns the history of each part into which a refused batch is split. */
    private BatchHistory partOf(BatchHistory batch, int size) {
        return batch.ofPart(batch.search() == null ? bisection.begin(size) : batch.search());
    }

    /** Opens the breaker because another endpoint refused the API key. */
    private void keyRefused(Pace pace, long now) {
        state = State.UNAUTHORIZED;
        breaker.trip(CircuitBreaker.NO_REQUEST, earlier -> pace.after(Finding.REFUSES_KEY, earlier), now);
    }
}
