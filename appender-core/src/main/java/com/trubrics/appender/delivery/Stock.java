package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.transport.Endpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All events of one endpoint between the queue and their end, each in exactly one place. Only the delivery thread.
 */
final class Stock {

    /** Batches that a sender has. */
    final Set<Batch> inFlight = new HashSet<>();
    /** Batches that may go, or go again, at their time. */
    List<Batch> ready = new ArrayList<>();
    /** Batches that are searched for refused events. */
    RefusedBatches refused = new RefusedBatches();
    /** Events in the queue up to this sequence wait only because the batch before them had reached its bytes. */
    long restUpTo;
    /** What has left and what was taken. */
    final Progress progress = new Progress();
    /** Why nothing but probes is sent; null: sending goes on. */
    @Nullable
    Pause pause;

    boolean isEmpty() {
        return inFlight.isEmpty()
                && ready.isEmpty()
                && refused.count() == 0
                && (pause == null || pause.suspects().stream().allMatch(Batch::isEmpty));
    }

    /** Takes out the batch that has been ready longest and whose time has come. */
    @Nullable
    Batch takeReady(long now) {
        for (Iterator<Batch> batches = ready.iterator(); batches.hasNext(); ) {
            Batch batch = batches.next();
            if (now - batch.notBefore >= 0) {
                batches.remove();
                return batch;
            }
        }
        return null;
    }

    /** Every event in here. */
    List<Entry> entries() {
        List<Entry> entries = refused.open();
        inFlight.forEach(batch -> entries.addAll(batch.entries()));
        ready.forEach(batch -> entries.addAll(batch.entries()));
        if (pause != null) {
            pause.suspects().forEach(batch -> entries.addAll(batch.entries()));
        }
        return entries;
    }

    /** The lowest sequence of an event in here. */
    long lowestSequence() {
        return entries().stream().mapToLong(Entry::sequence).min().orElse(Long.MAX_VALUE);
    }

    /** Nanoseconds until something in here may be sent that may not now; {@link Long#MAX_VALUE}: nothing waits for time. */
    long untilNext(long now) {
        if (pause != null) {
            return pause.isProbing() ? Long.MAX_VALUE : Math.max(0, pause.until() - now);
        }
        long next = Long.MAX_VALUE;
        for (Batch batch : ready) {
            next = Math.min(next, Math.max(0, batch.notBefore - now));
        }
        return next;
    }

    /** Sending goes on; a probe that is under way does so as an ordinary batch. */
    void endPause(long now) {
        Pause over = pause;
        pause = null;
        if (over == null) {
            return;
        }
        for (Batch suspect : over.suspects()) {
            if (!suspect.isEmpty() && over.kind() == Pause.Kind.CLOSED) {
                refused.addForAnotherTry(suspect);
            } else if (!suspect.isEmpty()) {
                suspect.notBefore = now;
                ready.add(suspect);
            }
        }
    }

    /** What waits for a backoff or a pause to pass is tried at once. */
    void cutWaitsShort(long now) {
        ready.forEach(batch -> batch.notBefore = now);
        if (pause != null && !pause.isProbing()) {
            pause.probeSoon(now);
        }
    }

    /** Gives batches that would wait beyond the end one last attempt now; returns the events of those that had it. */
    List<Entry> hurry(Ending ending, long now) {
        List<Entry> tried = new ArrayList<>();
        for (Iterator<Batch> batches = ready.iterator(); batches.hasNext(); ) {
            Batch batch = batches.next();
            boolean late = ending.isBefore(batch.notBefore);
            if (late && batch.last) {
                batches.remove();
                takeAway(batch, tried);
            } else if (late) {
                batch.last = true;
                batch.notBefore = now;
            }
        }
        return tried;
    }

    private void takeAway(Batch batch, List<Entry> into) {
        into.addAll(batch.entries());
        if (batch.isolation != null) {
            refused.partVanished();
        }
    }

    /** Gives up all that is not in flight. */
    void dropWaiting(Ledger ledger, DropReason reason) {
        List<Entry> waiting = new ArrayList<>();
        ready.forEach(batch -> takeAway(batch, waiting));
        ready.clear();
        refused.drainTo(waiting);
        if (pause != null) {
            pause.suspects().forEach(batch -> waiting.addAll(batch.entries()));
            pause = null; // a probe that is under way goes on as an ordinary batch
        }
        ledger.dropped(waiting, reason);
    }

    /**
     * Forgets all that was going on but for what senders have, and makes batches of the others.
     *
     * @param open every event that has not ended
     */
    void startOver(Endpoint endpoint, List<Entry> open, int batchSize, long now) {
        List<Batch> underWay = inFlight.stream().filter(Batch::isWithSender).toList();
        Set<Entry> notOurs = new HashSet<>();
        underWay.forEach(batch -> notOurs.addAll(batch.entries()));
        List<Entry> ours =
                open.stream().filter(entry -> !notOurs.contains(entry)).toList();
        List<Batch> again = new ArrayList<>();
        for (int from = 0; from < ours.size(); from += batchSize) {
            Batch batch = new Batch(endpoint, ours.subList(from, Math.min(from + batchSize, ours.size())));
            batch.notBefore = now;
            again.add(batch);
        }
        Set<Entry> stillOpen = new HashSet<>(open);
        // All that could fail is over.
        for (Batch batch : underWay) {
            batch.isolation = null;
            batch.entries().retainAll(stillOpen);
        }
        inFlight.retainAll(underWay);
        refused = new RefusedBatches();
        pause = null;
        ready = again;
    }

    /** Gives up what is in flight: the answers no longer count. */
    void abandonInFlight(Ledger ledger, DropReason reason) {
        for (Batch batch : inFlight) {
            batch.abandoned = true;
            if (batch.isolation != null) {
                refused.partVanished();
            }
            ledger.dropped(batch.entries(), reason);
        }
        inFlight.clear();
    }
}
