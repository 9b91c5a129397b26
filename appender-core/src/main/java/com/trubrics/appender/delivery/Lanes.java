package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The lanes of both endpoints, what they share, and whose turn it is. Only the delivery thread. */
final class Lanes {

    private final Surroundings around;
    private final Lane events;
    private final Lane llmEvents;
    private final List<Lane> all;
    private int next;

    Lanes(Surroundings around) {
        this.around = around;
        this.events = new Lane(Endpoint.EVENTS, around);
        this.llmEvents = new Lane(Endpoint.LLM_EVENTS, around);
        this.all = List.of(events, llmEvents);
    }

    Lane of(Endpoint endpoint) {
        return switch (endpoint) {
            case EVENTS -> events;
            case LLM_EVENTS -> llmEvents;
        };
    }

    /** The answer to a batch. A key that one endpoint accepts again is good for the other one too. */
    void answered(Batch batch, Outcome outcome, int bytes, DeliverySettings settings, long now) {
        Lane lane = of(batch.endpoint());
        boolean unauthorized = lane.isPausedFor(Pause.Kind.UNAUTHORIZED);
        lane.answered(batch, outcome, bytes, settings.sending().backoff(), now);
        if (unauthorized && outcome instanceof Outcome.Delivered) {
            all.stream()
                    .filter(other -> other.isPausedFor(Pause.Kind.UNAUTHORIZED))
                    .forEach(other -> other.resume(now));
        }
    }

    /**
     * The next batch leaves, of either endpoint in turn; null if none may go now.
     *
     * @param dueUpTo events up to this sequence leave the queue even in a batch that is not full
     * @param backlog says whether a full batch may join the requests that are under way
     */
    @Nullable
    Flight next(DeliverySettings settings, long dueUpTo, Backlog backlog, long now) {
        for (int tried = 0; tried < all.size() && !isBusy(settings); tried++) {
            Lane lane = all.get(next);
            next = (next + 1) % all.size();
            Batch batch = maySend(lane) && hasPlace(lane, settings) ? lane.next(now) : null;
            if (batch == null && takesNew(lane, settings) && mayLeave(lane, dueUpTo, backlog, now)) {
                batch = fromQueue(lane, settings.batching(), dueUpTo);
            }
            if (batch != null) {
                return lane.depart(batch, settings.batching().maxRequestBytes());
            }
        }
        return null;
    }

    /**
     * Whether waiting events may leave now: while a request is under way, only those that are due, those that there is
     * need for, and those that fill the queue.
     */
    private boolean mayLeave(Lane lane, long dueUpTo, Backlog backlog, long now) {
        Entry oldest = around.queue().oldest(lane.endpoint());
        return oldest != null && (oldest.sequence() <= dueUpTo || mayAddRequest(backlog, now));
    }

    /** Whether there is need for one more request: no other is under way, or the backlog lasts, or room is running out. */
    private boolean mayAddRequest(Backlog backlog, long now) {
        return backlog.justifiesOneMore(underWay(), now) || around.queue().isCrowded();
    }

    private @Nullable Batch fromQueue(Lane lane, DeliverySettings.Batching batching, long dueUpTo) {
        boolean full = isFull(lane, batching);
        long last = around.queue().lastSequence();
        List<Entry> taken = around.queue()
                .take(
                        lane.endpoint(),
                        batching.flushBatchSize(),
                        full ? Long.MAX_VALUE : Math.max(dueUpTo, lane.stock().restUpTo),
                        lane.sizeLimit().estimatedAtMost(batching.maxRequestBytes()),
                        around.ledger()::taken);
        if (full && taken.size() < batching.flushBatchSize()) {
            lane.stock().restUpTo = last;
        }
        return taken.isEmpty() ? null : new Batch(lane.endpoint(), taken);
    }

    /** Whether a full batch may leave: that makes more room than the few events of the other kind would. */
    boolean haveFullBatch(DeliverySettings settings) {
        return all.stream().anyMatch(lane -> isFull(lane, settings.batching()) && takesNew(lane, settings));
    }

    private boolean isFull(Lane lane, DeliverySettings.Batching batching) {
        return around.queue().waiting(lane.endpoint()) >= batching.flushBatchSize();
    }

    /**
     * Whether enough events wait for a flush, though of neither kind enough for a full batch. Each kind is counted once:
     * were it counted again, one that became full in between would pass for both, and a few events be sent by themselves.
     */
    boolean isFullOfBothKinds(DeliverySettings settings, Backlog backlog, long now) {
        if (!mayAddRequest(backlog, now)) {
            return false;
        }
        int enough = settings.batching().flushBatchSize();
        int waiting = 0;
        for (Lane lane : all) {
            int ofThisKind = around.queue().waiting(lane.endpoint());
            if (ofThisKind >= enough) {
                return false;
            }
            waiting += takesNew(lane, settings) ? ofThisKind : 0;
        }
        return waiting >= enough;
    }

    /** Whether as many requests are under way as may be. */
    boolean isBusy(DeliverySettings settings) {
        return underWay() >= settings.sending().maxInFlight();
    }

    /** How many requests are under way. */
    int underWay() {
        return events.stock().inFlight.size() + llmEvents.stock().inFlight.size();
    }

    /**
     * Whether a lane may have one more of the places. Once both have had events, neither has all: an endpoint that hangs
     * must not hold up the other.
     */
    private boolean hasPlace(Lane lane, DeliverySettings settings) {
        Lane other = lane == events ? llmEvents : events;
        int places = settings.sending().maxInFlight();
        boolean shared = other.isUsed() || around.queue().waiting(other.endpoint()) > 0;
        return lane.stock().inFlight.size() < (shared ? Math.max(1, places - 1) : places);
    }

    /** While the API key is refused, only one lane probes. */
    private boolean maySend(Lane lane) {
        for (Lane first : all) {
            if (first.isPausedFor(Pause.Kind.UNAUTHORIZED)) {
                return first == lane;
            }
        }
        return true;
    }

    private boolean takesNew(Lane lane, DeliverySettings settings) {
        return maySend(lane)
                && hasPlace(lane, settings)
                && lane.takesNew(settings.sending().maxInFlight());
    }

    /** How many events wait for an endpoint that is not paused. */
    int waiting() {
        int waiting = 0;
        for (Lane lane : all) {
            waiting += lane.isPaused() ? 0 : around.queue().waiting(lane.endpoint());
        }
        return waiting;
    }

    /** Whether no event that comes now could leave. */
    boolean takeNothing(DeliverySettings settings) {
        return !takesNew(events, settings) && !takesNew(llmEvents, settings);
    }

    /** How many events wait for a lane that takes new ones; the queue counts the same from now on. */
    int takeable(DeliverySettings settings) {
        all.forEach(lane -> around.queue().setTakeable(lane.endpoint(), takesNew(lane, settings)));
        return around.queue().takeable();
    }

    /** Nanoseconds until the oldest waiting event that may be taken has waited for the whole interval. */
    long untilOldestIsDue(DeliverySettings settings, long now) {
        long until = Long.MAX_VALUE;
        for (Lane lane : all) {
            Entry oldest = around.queue().oldest(lane.endpoint());
            if (oldest != null && takesNew(lane, settings)) {
                long due = oldest.acceptedAt()
                        + settings.batching().flushInterval().toNanos();
                until = Math.min(until, Math.max(0, due - now));
            }
        }
        return until;
    }

    /** Nanoseconds until a batch that waits for its time may go. */
    long untilNext(DeliverySettings settings, long now) {
        long until = Long.MAX_VALUE;
        for (Lane lane : all) {
            if (maySend(lane) && hasPlace(lane, settings)) {
                until = Math.min(until, lane.stock().untilNext(now));
            }
        }
        return until;
    }

    /** The lowest sequence that has not ended. */
    long lowestSequence() {
        long lowest = Long.MAX_VALUE;
        for (Lane lane : all) {
            Entry oldest = around.queue().oldest(lane.endpoint());
            lowest = Math.min(lowest, oldest == null ? Long.MAX_VALUE : oldest.sequence());
            lowest = Math.min(lowest, lane.stock().lowestSequence());
        }
        return lowest;
    }

    /** Whether nothing waits and nothing is under way. */
    boolean areDrained() {
        return all.stream()
                .allMatch(lane -> lane.stock().isEmpty() && around.queue().oldest(lane.endpoint()) == null);
    }

    /** All that waits for a backoff or a pause to pass is tried at once. */
    void cutWaitsShort(long now) {
        all.forEach(lane -> lane.stock().cutWaitsShort(now));
    }

    /** What would wait beyond the end gets one last attempt now. */
    void hurry(long now) {
        all.forEach(lane -> lane.hurry(now));
    }

    /** Gives up all that is not in flight. */
    void giveUp() {
        all.forEach(Lane::giveUp);
    }

    /** The attempts that are under way. */
    List<Flight> flights() {
        List<Flight> flights = new ArrayList<>();
        for (Lane lane : all) {
            for (Batch batch : lane.stock().inFlight) {
                if (batch.flight != null) {
                    flights.add(batch.flight);
                }
            }
        }
        return flights;
    }

    /**
     * Ends attempts that have taken longer than {@code requestTimeout}; answers in how many nanoseconds the next one may
     * have. The HTTP client's own timeouts would be watched by a thread that outlives a stop.
     */
    long giveUpOverdue(DeliverySettings.Sending sending, DeliveryLoop.Launcher launcher, long now) {
        long allowed = TimeUnit.NANOSECONDS.convert(sending.requestTimeout());
        long next = Long.MAX_VALUE;
        for (Flight flight : flights()) {
            long left = flight.left(allowed, now);
            if (left > 0) {
                next = Math.min(next, left);
            } else if (!flight.signal().isCancelled()) {
                launcher.giveUp(flight);
            }
        }
        return next;
    }

    /** A defect came in between: everything goes again that has not ended, and that no sender has. */
    void startOver(int batchSize, long now) {
        for (Lane lane : all) {
            List<Entry> open = around.ledger().open(lane.endpoint());
            lane.stock().startOver(lane.endpoint(), open, batchSize, now);
        }
    }

    /** Gives up everything; answers to what is in flight no longer count. */
    void abandon() {
        for (Lane lane : all) {
            lane.stock().abandonInFlight(around.ledger(), DropReason.SHUTDOWN);
            lane.giveUp();
        }
    }
}
