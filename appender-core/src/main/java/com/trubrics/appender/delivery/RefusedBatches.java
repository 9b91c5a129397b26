package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Batches of which something was refused. One is searched at a time, and one part of it is under way at a time, so that
 * a server that refuses everything sees no storm of requests.
 */
final class RefusedBatches {

    private final Deque<Refused> waiting = new ArrayDeque<>();
    private @Nullable Isolation current;
    private boolean partUnderWay;
    private boolean refusedEntirely;

    private record Refused(Batch batch, Set<Integer> indices, Isolation.Start start) {}

    /** A batch was refused just now; the server may have named positions in it. */
    void add(Batch batch, Set<Integer> indices) {
        waiting.add(new Refused(batch, indices, Isolation.Start.HALVES));
    }

    /** A batch was refused by an endpoint that has meanwhile taken something else: perhaps it is taken now. */
    void addForAnotherTry(Batch batch) {
        waiting.add(new Refused(batch, Set.of(), Isolation.Start.WHOLE));
    }

    /** Batches that wait or are being searched. */
    int count() {
        return waiting.size() + (isSearching() ? 1 : 0);
    }

    /** A search that was emptied at the end is over, even if nothing may be sent and so {@link #next} is not called. */
    private boolean isSearching() {
        return partUnderWay || (current != null && !current.open().isEmpty());
    }

    /** The part to send next; null while one is under way, or none is left. So many requests were accepted so far. */
    @Nullable
    Batch next(Endpoint endpoint, long accepted) {
        while (!partUnderWay) {
            if (current == null && !begin(accepted)) {
                return null;
            }
            Isolation search = current;
            List<Entry> part = search == null ? null : search.next();
            if (search != null && part != null) {
                partUnderWay = true;
                Batch batch = new Batch(endpoint, part);
                batch.isolation = search;
                return batch;
            }
            end(search);
        }
        return null;
    }

    private boolean begin(long accepted) {
        Refused refused = waiting.poll();
        if (refused == null) {
            return false;
        }
        Batch batch = refused.batch();
        boolean sample = refusedEntirely && refused.start() == Isolation.Start.HALVES;
        boolean refusedAlone = batch.size() == 1 && batch.acceptedAtLastFailure >= 0;
        current = new Isolation(
                batch.entries(),
                refused.indices(),
                sample ? Isolation.Start.SAMPLE : refused.start(),
                refusedAlone ? batch.acceptedAtLastFailure : accepted);
        return true;
    }

    private void end(@Nullable Isolation search) {
        refusedEntirely = search != null && search.refusedEntirely();
        current = null;
    }

    /** The endpoint took a request, of a search or not. */
    void accepted(Batch batch) {
        refusedEntirely = false;
        if (batch.isolation != null) {
            batch.isolation.accepted(batch.size());
            partUnderWay = false;
        }
    }

    /** A part of several events was refused. */
    void partRefused(Batch part, Isolation search, Set<Integer> indices) {
        search.split(part.entries(), indices);
        partUnderWay = false;
    }

    /**
     * Whether what is left of the search may show first if a closed endpoint is to blame for what a part met, or its only
     * event: then that is tried again behind the rest.
     */
    boolean partPostponed(Batch part, Pause.Kind blamed) {
        Isolation search = part.isolation;
        boolean postponed = blamed == Pause.Kind.CLOSED && search != null && search.postpone(part.entries());
        if (postponed) {
            partUnderWay = false;
        }
        return postponed;
    }

    /** A part of one event is given up; returns others that are given up along with it. */
    List<Entry> partDropped(Isolation search) {
        partUnderWay = false;
        return search.droppedAlone();
    }

    /** The part under way ends without an answer, or elsewhere. */
    void partVanished() {
        partUnderWay = false;
        if (current != null) {
            current.interrupted();
        }
    }

    /** Takes out every event that is not in flight. */
    void drainTo(List<Entry> out) {
        waiting.forEach(refused -> out.addAll(refused.batch().entries()));
        waiting.clear();
        if (current != null) {
            out.addAll(current.takeOpen());
        }
    }

    /** Takes out the events of a batch that waits, or else of the search; none if none are left. */
    List<Entry> takeSome() {
        Refused next = waiting.poll();
        if (next != null) {
            return next.batch().entries();
        }
        return current == null ? List.of() : current.takeOpen();
    }

    /** Every event whose fate is open and that is not in flight. */
    List<Entry> open() {
        List<Entry> open = new ArrayList<>();
        waiting.forEach(refused -> open.addAll(refused.batch().entries()));
        if (current != null) {
            open.addAll(current.open());
        }
        return open;
    }
}
