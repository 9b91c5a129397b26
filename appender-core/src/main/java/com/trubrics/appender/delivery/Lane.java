package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint's deliveries: which batch goes next, and what an answer means for it. Only the delivery thread; time is
 * handed in.
 */
final class Lane {

    private final Endpoint endpoint;
    private final Surroundings around;
    private final AnswerPolicy policy;
    private final Stock stock = new Stock();
    private final Prober prober;
    private final SizeLimit sizeLimit = new SizeLimit();
    private boolean used;

    Lane(Endpoint endpoint, Surroundings around) {
        this.endpoint = endpoint;
        this.around = around;
        this.policy = new AnswerPolicy(around.random());
        this.prober = new Prober(endpoint, stock, around, policy);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Stock stock() {
        return stock;
    }

    SizeLimit sizeLimit() {
        return sizeLimit;
    }

    /** Whether anything has ever left for this endpoint. */
    boolean isUsed() {
        return used;
    }

    boolean isPaused() {
        return stock.pause != null;
    }

    boolean isPausedFor(Pause.Kind kind) {
        return stock.pause != null && stock.pause.kind() == kind;
    }

    /** The batch to send next, but for those still in the queue; null if none may go now. */
    @Nullable
    Batch next(long now) {
        Pause pause = stock.pause;
        if (pause != null && !pause.mayProbe(now)) {
            return null;
        } else if (pause != null) {
            Batch probe = prober.next(pause);
            if (probe != null) {
                return probe;
            }
            resume(now);
        }
        Batch part = stock.refused.next(endpoint, stock.progress.accepted());
        return part != null ? part : stock.takeReady(now);
    }

    /**
     * Whether new events may leave the queue: not while as many batches as may be in flight are stuck. Refused batches
     * leave room for one that is not: only if others are taken can a search tell a bad event from a bad time.
     */
    boolean takesNew(int maxInFlight) {
        if (stock.pause != null) {
            return false;
        }
        int bound = Math.max(2, maxInFlight);
        int underWayOrStuck = 0;
        for (Batch batch : stock.ready) {
            boolean stuck = batch.acceptedAtLastFailure == stock.progress.accepted();
            underWayOrStuck += batch.isolation == null && stuck ? 1 : 0;
        }
        for (Batch batch : stock.inFlight) {
            // The part of a search that is under way is counted with the searches.
            underWayOrStuck += batch.isolation == null ? 1 : 0;
        }
        return underWayOrStuck + Math.min(stock.refused.count(), bound - 1) < bound;
    }

    /** A batch leaves, in a body of so many bytes at the most. */
    Flight depart(Batch batch, int maxRequestBytes) {
        Flight flight = new Flight(batch, sizeLimit.atMost(maxRequestBytes));
        batch.flight = flight;
        used = true;
        stock.progress.departs(batch);
        stock.inFlight.add(batch);
        return flight;
    }

    /** Events of a batch in flight did not fit into its request: they go in the next. */
    void leftOver(Batch batch, List<Entry> events, long now) {
        if (batch.abandoned) {
            return;
        }
        batch.entries().removeAll(events); // first, and it cannot fail: what was not sent must not count as delivered
        if (batch.isolation != null) {
            stock.refused.addForAnotherTry(new Batch(endpoint, events));
        } else {
            Batch rest = batch.with(events);
            rest.notBefore = now;
            stock.ready.add(0, rest);
        }
    }

    /** An event of a batch in flight cannot be sent. */
    void unusable(Batch batch, Entry entry, DropReason reason) {
        if (!batch.abandoned && batch.entries().remove(entry)) {
            around.ledger().dropped(List.of(entry), reason);
        }
    }

    /** Nothing of a batch was sendable, so there was no request. */
    void nothingSent(Batch batch, long now) {
        stock.inFlight.remove(batch);
        Pause pause = stock.pause;
        if (pause != null && pause.isProbe(batch)) {
            pause.probeUnsent(now);
        }
        if (batch.isolation != null && !batch.abandoned) {
            stock.refused.partVanished();
        }
    }

    /** The answer to a batch whose body had so many bytes. */
    void answered(Batch batch, Outcome outcome, int bytes, Backoff backoff, long now) {
        if (batch.abandoned || !stock.inFlight.remove(batch)) {
            return;
        }
        if (!(outcome instanceof Outcome.Delivered)) {
            around.narrator().failed(endpoint, outcome);
        }
        if (outcome instanceof Outcome.TooLarge) {
            sizeLimit.refused(bytes);
        }
        Verdict verdict = policy.decide(outcome, batch, stock.progress.othersAccepted(batch, outcome), backoff);
        Pause pause = stock.pause;
        if (verdict instanceof Verdict.Deliver) {
            sizeLimit.passed(bytes);
            deliver(batch, now);
        } else if (pause != null && pause.isProbe(batch)) {
            prober.failed(pause, batch, verdict, backoff, now);
        } else {
            apply(verdict, batch, outcome, backoff, now);
        }
    }

    private void deliver(Batch batch, long now) {
        stock.progress.accepts(batch);
        around.ledger().delivered(batch.entries());
        around.narrator().accepted(endpoint);
        stock.refused.accepted(batch);
        Pause pause = stock.pause;
        if (pause != null && pause.kind() == Pause.Kind.CLOSED && !pause.isProbe(batch)) {
            // It was sent before the endpoint closed, perhaps: no proof that what was refused meanwhile is bad.
            pause.probeSoon(now);
        } else {
            resume(now);
        }
    }

    private void apply(Verdict verdict, Batch batch, Outcome outcome, Backoff backoff, long now) {
        if (verdict instanceof Verdict.RetryAfter wait) {
            stock.progress.failed(batch, outcome);
            retry(batch, now + wait.delay().toNanos());
        } else if (verdict instanceof Verdict.Halve) {
            stock.progress.failed(batch, outcome);
            halve(batch, now);
        } else if (verdict instanceof Verdict.Isolate isolate) {
            isolate(batch, isolate.indices());
        } else if (verdict instanceof Verdict.Drop drop) {
            drop(batch, drop.reason());
        } else if (verdict instanceof Verdict.PauseSending pausing
                && !stock.refused.partPostponed(batch, pausing.kind())) {
            stock.progress.failed(batch, outcome);
            prober.pause(pausing.kind(), batch, backoff, now);
        }
    }

    private void retry(Batch batch, long notBefore) {
        batch.notBefore = notBefore;
        stock.ready.add(batch);
    }

    private void halve(Batch batch, long now) {
        if (batch.isolation != null) {
            isolate(batch, Set.of());
        } else {
            for (List<Entry> entries : batch.halves()) {
                Batch half = batch.with(entries);
                stock.progress.parted(half);
                retry(half, now);
            }
        }
    }

    private void isolate(Batch batch, Set<Integer> indices) {
        if (batch.isolation != null) {
            stock.refused.partRefused(batch, batch.isolation, indices);
        } else {
            stock.refused.add(batch, indices);
        }
    }

    private void drop(Batch batch, DropReason reason) {
        around.ledger().dropped(batch.entries(), reason);
        if (batch.isolation != null) {
            around.ledger().dropped(stock.refused.partDropped(batch.isolation), DropReason.REJECTED);
        }
    }

    /** Ends a pause, if there is one: the endpoint took something, or there is nothing left to try it with. */
    void resume(long now) {
        stock.endPause(now);
    }

    /** What would wait beyond the end gets one last attempt now; what had that is given up. */
    void hurry(long now) {
        around.ledger().dropped(stock.hurry(around.ending(), now), DropReason.SHUTDOWN);
        Pause pause = stock.pause;
        if (pause != null && !pause.isProbing() && around.ending().isBefore(pause.until()) && !pause.hurry(now)) {
            giveUp();
        }
    }

    /** Gives up all that is not in flight. */
    void giveUp() {
        stock.dropWaiting(around.ledger(), DropReason.SHUTDOWN);
        around.ledger().lost(around.queue().sweep(endpoint, DropReason.SHUTDOWN));
    }
}
