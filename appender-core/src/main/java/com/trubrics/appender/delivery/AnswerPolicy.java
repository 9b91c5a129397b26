package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.transport.Outcome;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The table of answers: given an outcome and a batch's history, what to do next. Pure but for chance; knows no
 * threads, no HTTP and no clock.
 */
final class AnswerPolicy {

    /** A batch that met 5xx so often while others succeed is taken for the cause itself. */
    static final int SUSPICIOUS_SERVER_ERRORS = 5;

    /** An endpoint that takes nothing over so many attempts of one batch is probed with single events. */
    static final int FRUITLESS_ATTEMPTS = 5;

    private final RandomGenerator random;

    AnswerPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param batch with the attempt that just ended not yet counted
     * @param othersAccepted whether the endpoint accepted another request since this batch first failed
     */
    Verdict decide(Outcome outcome, Batch batch, boolean othersAccepted, Backoff backoff) {
        boolean alone = batch.size() == 1;
        if (outcome instanceof Outcome.Delivered) {
            return new Verdict.Deliver();
        } else if (outcome instanceof Outcome.Retry retry) {
            return retry(retry, batch, othersAccepted, backoff);
        } else if (outcome instanceof Outcome.TooLarge) {
            return alone ? new Verdict.Drop(DropReason.TOO_LARGE) : new Verdict.Halve();
        } else if (outcome instanceof Outcome.Refused refused) {
            return alone ? new Verdict.Drop(DropReason.REJECTED) : new Verdict.Isolate(refused.indices());
        } else if (outcome instanceof Outcome.Unauthorized) {
            return new Verdict.PauseSending(Pause.Kind.UNAUTHORIZED);
        } else if (outcome instanceof Outcome.Closed) {
            return closed(batch, othersAccepted);
        }
        throw new IllegalArgumentException("unknown outcome " + outcome);
    }

    private Verdict retry(Outcome.Retry retry, Batch batch, boolean othersAccepted, Backoff backoff) {
        boolean serverError = retry.cause() == Outcome.Cause.SERVER_ERROR;
        if (serverError && othersAccepted && batch.serverErrors + 1 >= SUSPICIOUS_SERVER_ERRORS) {
            // A lone event must have met all five errors by itself.
            if (batch.size() > 1) {
                return new Verdict.Halve();
            } else if (batch.attempts + 1 >= SUSPICIOUS_SERVER_ERRORS) {
                return new Verdict.Drop(DropReason.REJECTED);
            }
        }
        if (retry.cause() == Outcome.Cause.NETWORK
                && othersAccepted
                && batch.size() > 1
                && batch.attempts + 1 >= FRUITLESS_ATTEMPTS) {
            return new Verdict.Halve(); // too slow as a whole, or one event that something on the way resists
        }
        Duration retryAfter = retry.retryAfter();
        if (retryAfter != null) {
            return new Verdict.RetryAfter(retryAfter);
        }
        if (!othersAccepted && batch.attempts + 1 >= FRUITLESS_ATTEMPTS) {
            return new Verdict.PauseSending(Pause.Kind.OUTAGE);
        }
        return new Verdict.RetryAfter(delay(batch.attempts, backoff));
    }

    /** An event is given up only where the endpoint takes others; else it is the endpoint, which has closed again. */
    private static Verdict closed(Batch batch, boolean othersAccepted) {
        boolean alone = batch.size() == 1;
        if (batch.isolation == null || (alone && !othersAccepted)) {
            return new Verdict.PauseSending(Pause.Kind.CLOSED);
        }
        return alone ? new Verdict.Drop(DropReason.REJECTED) : new Verdict.Isolate(Set.of());
    }

    /**
     * Exponential backoff with full jitter: anything between nothing and the doubled bound (AWS Architecture Blog,
     * "Exponential Backoff And Jitter").
     *
     * @param earlier attempts before the one that just failed
     */
    Duration delay(int earlier, Backoff backoff) {
        return Duration.ofNanos(random.nextLong(doubled(backoff, earlier).toNanos() + 1));
    }

    /** The initial delay, doubled so many times, but at most the greatest. */
    static Duration doubled(Backoff backoff, int times) {
        Duration grown = backoff.initial().multipliedBy(1L << Math.min(times, 30));
        return grown.compareTo(backoff.max()) < 0 ? grown : backoff.max();
    }
}
