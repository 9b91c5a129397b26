package com.trubrics.appender.internal.retry;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an endpoint has shown so far, in one place: whether it accepts anything, whether it refuses everything, and how
 * large a body it accepts. Not thread-safe; times are those of {@link System#nanoTime}.
 */
public final class EndpointHealth {

    /** The bound of a backoff while a stop hurries. */
    private static final Duration LONGEST_HURRIED = Duration.ofSeconds(1);

    private static final long NOT_HURRYING = -1;

    /** The endpoints that the same API key opens, this one included. */
    private final List<EndpointHealth> sameKey;

    private final RandomGenerator random;
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final BatchBisection bisection = new BatchBisection();
    private final BodySizeLimit bodyLimit = new BodySizeLimit();
    private State state = State.OK;
    private long lastBeforeHurry = NOT_HURRYING;

    private EndpointHealth(List<EndpointHealth> sameKey, RandomGenerator random) {
        this.sameKey = sameKey;
        this.random = random;
    }

    /**
     * The health of each of some endpoints that one API key opens: a key that is refused at one is refused at all.
     *
     * @param random chance, for the backoff
     */
    public static List<EndpointHealth> ofEach(int endpoints, RandomGenerator random) {
        List<EndpointHealth> all = new ArrayList<>();
        for (int i = 0; i < endpoints; i++) {
            all.add(new EndpointHealth(all, random));
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

    /** Whether the endpoint may be sent anything. */
    public CircuitBreaker breaker() {
        return breaker;
    }

    /** How the endpoint is doing, by the last answer that says so. */
    public State state() {
        return state;
    }

    /** How large a body the endpoint accepts. */
    public BodySizeLimit bodyLimit() {
        return bodyLimit;
    }

    /** Learns from an answer, and decides what it means for the batch. */
    public RetryDecision answered(Request request, RequestOutcome outcome, Backoff backoff, long now) {
        boolean cutShort = request.number() <= lastBeforeHurry;
        BatchHistory history = cutShort ? request.history().hurried() : request.history();
        RetryDecision decision = RetryPolicy.decide(
                outcome,
                new RetryPolicy.Evidence(request.size(), history, breaker, bisection.maySplit(history.splits())));
        Wait wait = cutShort ? Wait.none() : wait(decision, backoff);
        switch (decision.finding()) {
            case ACCEPTS -> {
                breaker.accepted(request.number());
                bisection.accepted(history.search());
                bodyLimit.passed(request.bytes());
            }
            case WORKS -> breaker.worked(request.number());
            case FAILS, DENIES -> breaker.failed(request.number(), wait, now);
            case REFUSES_KEY -> {
                if (breaker.trip(request.number(), wait, now)) {
                    sameKey.forEach(endpoint -> endpoint.keyRefused(backoff, now));
                } else {
                    decision = decision.because(RetryDecision.Finding.FAILS); // an answer from before says nothing new
                }
            }
        }
        state = stateAfter(decision.finding());
        switch (decision.action()) {
            case HALVE -> learnSize(decision.finding(), request.bytes());
            case DROP_AS_TOO_LARGE -> {
                learnSize(decision.finding(), request.bytes());
                ended(history, request.size());
            }
            case DROP_AS_REJECTED -> bisection.rejected(history.search(), request.size());
            case DELIVER, RETRY, BISECT -> {}
        }
        // Trials ignore the delay. When one is accepted, batches that the server failed on must not go first: they
        // would
        // open the breaker again.
        boolean waits = breaker.isClosed() || outcome == RequestOutcome.FAILED;
        return waits ? decision.withDelay(wait.after(history.failures().all())) : decision;
    }

    /** A denial says little about the endpoint as long as others are accepted: it may be about one event. */
    private State stateAfter(RetryDecision.Finding finding) {
        return switch (finding) {
            case ACCEPTS, WORKS -> State.OK;
            case FAILS -> State.RETRYING;
            case DENIES -> breaker.isClosed() ? State.RETRYING : State.REFUSED;
            case REFUSES_KEY -> State.UNAUTHORIZED;
        };
    }

    private Wait wait(RetryDecision decision, Backoff backoff) {
        return switch (decision.finding()) {
            case ACCEPTS, WORKS, FAILS -> backoff(backoff);
            case DENIES, REFUSES_KEY -> patient(backoff);
        };
    }

    /** While a stop hurries, a longer wait would use up its time. */
    private Wait backoff(Backoff bounds) {
        return Wait.backoff(isHurrying() ? bounds.atMost(LONGEST_HURRIED) : bounds, random);
    }

    /** While a stop hurries, there is time for one more try of an endpoint that refuses everything, but not for patience. */
    private Wait patient(Backoff bounds) {
        Wait patient = Wait.patient();
        return isHurrying() ? earlier -> (earlier == 0 ? backoff(bounds) : patient).after(earlier) : patient;
    }

    private boolean isHurrying() {
        return lastBeforeHurry != NOT_HURRYING;
    }

    /** A batch is halved for its size where the endpoint works; otherwise because it has failed again and again. */
    private void learnSize(RetryDecision.Finding finding, int bytes) {
        if (finding == RetryDecision.Finding.WORKS) {
            bodyLimit.refused(bytes);
        }
    }

    /** The history of each part into which a refused batch is split. */
    public BatchHistory historyOfParts(BatchHistory batch, int size) {
        return batch.ofPart(batch.search() == null ? bisection.begin(size) : batch.search());
    }

    /** Events of a batch ended without an answer: they were too old, or could not be written. */
    public void ended(BatchHistory batch, int events) {
        bisection.ended(batch.search(), events);
    }

    /** The API key was refused somewhere. It changes nothing at an endpoint that is known to be closed. */
    private void keyRefused(Backoff backoff, long now) {
        state = State.UNAUTHORIZED;
        boolean cutShort = breaker.departures() == lastBeforeHurry;
        breaker.trip(CircuitBreaker.NO_REQUEST, cutShort ? Wait.none() : patient(backoff), now);
    }

    /** Cuts the present wait short, and those of the requests that are under way; the waits that follow begin small again. */
    public void hurry(long now) {
        lastBeforeHurry = breaker.departures();
        breaker.hurry(now);
    }

    /** The end has come, and the pipeline outlives it: waits are as long as they were before. */
    public void hurryNoMore() {
        lastBeforeHurry = NOT_HURRYING;
    }
}
