package com.trubrics.appender.delivery;

import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pauses an endpoint that takes nothing, and finds out with single events when it does again. */
final class Prober {

    private final Endpoint endpoint;
    private final Stock stock;
    private final Surroundings around;
    private final AnswerPolicy policy;

    Prober(Endpoint endpoint, Stock stock, Surroundings around, AnswerPolicy policy) {
        this.endpoint = endpoint;
        this.stock = stock;
        this.around = around;
        this.policy = policy;
    }

    /** A batch came to nothing, and others would as well. */
    void pause(Pause.Kind kind, Batch suspect, Backoff backoff, long now) {
        Pause pause = stock.pause;
        if (pause == null) {
            pause = kind == Pause.Kind.OUTAGE
                    ? Pause.outage(suspect.attempts, policy.delay(suspect.attempts - 1, backoff), now)
                    : Pause.slow(kind, now);
            stock.pause = pause;
        }
        pause.suspects().add(withoutSearch(suspect));
    }

    /** The event to probe with; null if there is none left. */
    @Nullable
    Batch next(Pause pause) {
        Batch probe = pause.takeProbe(endpoint);
        if (probe == null) {
            // All suspects have been tried: others that wait or the next new event, then the first again.
            Batch another = anotherSuspect();
            if (another != null) {
                pause.suspects().add(0, another);
            }
            probe = pause.takeProbe(endpoint);
        }
        return probe;
    }

    private @Nullable Batch anotherSuspect() {
        if (!stock.ready.isEmpty()) {
            return withoutSearch(stock.ready.remove(0));
        }
        List<Entry> searched = stock.refused.takeSome();
        List<Entry> another = searched.isEmpty() ? oneFromQueue() : searched;
        return another.isEmpty() ? null : new Batch(endpoint, another);
    }

    private List<Entry> oneFromQueue() {
        return around.queue().take(endpoint, 1, Long.MAX_VALUE, Integer.MAX_VALUE, around.ledger()::taken);
    }

    /** Events that a search was about to try probe alone as all others do; the search goes on without them. */
    private Batch withoutSearch(Batch batch) {
        if (batch.isolation != null) {
            batch.isolation = null;
            stock.refused.partVanished();
        }
        return batch;
    }

    /** The server did not take the probe. */
    void failed(Pause pause, Batch probe, Verdict verdict, Backoff backoff, long now) {
        if (verdict instanceof Verdict.Drop drop) {
            around.ledger().dropped(probe.entries(), drop.reason());
            pause.probeEnded(now);
            if (pause.kind() == Pause.Kind.OUTAGE) {
                stock.endPause(now); // whoever judges an event is no longer out of order
            }
        } else if (verdict instanceof Verdict.PauseSending other && other.kind() != pause.kind()) {
            stock.pause = become(pause, other.kind(), backoff, now);
        } else if (verdict instanceof Verdict.RetryAfter && pause.kind() == Pause.Kind.UNAUTHORIZED) {
            // Whether the key is good is for the other endpoint to find out: this event may meet 5xx for ever.
            stock.pause = become(pause, Pause.Kind.OUTAGE, backoff, now);
        } else if (verdict instanceof Verdict.RetryAfter
                && pause.kind() == Pause.Kind.CLOSED
                && around.ending().isBounded()) {
            pause.probeUnanswered(now, policy.delay(pause.unanswered(), backoff), stock.progress.accepted());
        } else {
            pause.probeFailed(now, policy.delay(pause.failures(), backoff), stock.progress.accepted());
        }
    }

    private Pause become(Pause pause, Pause.Kind kind, Backoff backoff, long now) {
        return around.ending().isBounded()
                ? pause.becomeInHaste(kind, now, policy.delay(pause.unanswered(), backoff))
                : pause.become(kind, now);
    }
}
