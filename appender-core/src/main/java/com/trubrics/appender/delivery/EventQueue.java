package com.trubrics.appender.delivery;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.transport.Endpoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for their first request: one lock-free line for each endpoint, one bound over both.
 *
 * <p>Any thread offers; the delivery thread takes. An offer blocks only under {@code overflow=block}, and wakes the
 * delivery thread only if that has something to do, and would not see it in a moment by itself: arm its timer for the
 * first event, send a full batch, or make room.
 */
final class EventQueue {

    /** Made beforehand: it is wanted when there is no memory to make it of. */
    private static final String NO_MEMORY = "No memory or stack for an event, which is dropped.";

    private final Account account;
    private final Reporter reporter;
    private final Runnable attention;
    private final Lines lines = new Lines();
    private final Bell bell = new Bell();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private volatile DeliverySettings settings;
    /** Made beforehand: it may be wanted for every event of a flood. */
    private volatile NoRoom noRoom;

    private volatile boolean closed;
    private volatile boolean swept;

    /**
     * A queue for one pipeline.
     *
     * @param attention wakes the delivery thread, and starts it if need be; called on the offering thread
     */
    EventQueue(Account account, Reporter reporter, DeliverySettings settings, Runnable attention) {
        this.account = account;
        this.reporter = reporter;
        this.settings = settings;
        this.noRoom = NoRoom.in(settings.queueing());
        this.attention = attention;
    }

    void use(DeliverySettings newSettings) {
        this.settings = newSettings;
        this.noRoom = NoRoom.in(newSettings.queueing());
        account.room().wakeWaiters();
    }

    /** Accepts an event or counts why not. Any thread; never throws. */
    void offer(Event event, long now) {
        account.seen();
        if (closed) {
            account.dropped(DropReason.CLOSED);
            return;
        }
        DeliverySettings current = settings;
        int size = event.estimatedBytes();
        if (size > current.batching().maxEventBytes()) {
            turnAway(DropReason.TOO_LARGE, Trouble.TOO_LARGE, "An event is larger than maxEventBytes, and is dropped.");
            return;
        }
        int weight = Entry.weigh(event);
        boolean hasRoom;
        try {
            hasRoom = makeRoom(weight, current.queueing());
        } catch (VirtualMachineError e) { // no memory for whoever waits, or hardly any stack left
            turnAway(DropReason.INTERNAL_ERROR, Trouble.INTERNAL_ERROR, NO_MEMORY);
            return;
        }
        if (hasRoom) {
            enqueue(event, now, size, weight);
        } else if (closed) {
            account.dropped(DropReason.CLOSED);
        } else if (weight > current.queueing().bytes()) {
            turnAway(DropReason.QUEUE_FULL, Trouble.TOO_LARGE, noRoom.tooLarge());
        } else {
            turnAway(DropReason.QUEUE_FULL, Trouble.QUEUE_FULL, noRoom.full());
        }
    }

    private boolean makeRoom(int weight, DeliverySettings.Queueing bounds) {
        Room room = account.room();
        if (weight > bounds.bytes()) {
            return false; // it could never fit: it must neither empty the queue nor wait
        }
        if (room.take(weight, bounds)) {
            return true;
        }
        // A few large events can fill the queue: what waits should then be sent, though it makes no full batch.
        if (bell.ringsForRoom(takeable())) {
            attention.run();
        }
        return switch (bounds.overflow()) {
            case DROP_NEWEST -> false;
            case BLOCK ->
                // The delivery thread would wait for itself.
                !DeliveryThread.isCurrent() && room.takeOrWait(weight, bounds, () -> closed);
            case DROP_OLDEST -> {
                boolean taken = false;
                while (!taken && evictOldest()) {
                    taken = room.take(weight, bounds);
                }
                yield taken;
            }
        };
    }

    private boolean evictOldest() {
        Line oldest = lines.withOldest();
        if (oldest == null) {
            return false;
        }
        evictions.incrementAndGet(); // before it is gone, so that no flush believes that it was delivered
        Entry evicted = oldest.poll();
        if (evicted == null) {
            evictions.decrementAndGet();
            return true; // somebody else took the head: look again
        }
        account.room().give(evicted.weight());
        turnAway(DropReason.QUEUE_FULL, Trouble.QUEUE_FULL, noRoom.full());
        return true;
    }

    private void enqueue(Event event, long now, int size, int weight) {
        int inLine;
        try {
            inLine = lines.of(Endpoint.of(event)).add(new Entry(event, sequence.incrementAndGet(), now, size, weight));
        } catch (OutOfMemoryError e) {
            account.room().give(weight);
            turnAway(DropReason.INTERNAL_ERROR, Trouble.INTERNAL_ERROR, NO_MEMORY);
            return;
        }
        int waiting = takeable();
        // Somebody may have looked for room in vain since this one got the last of it.
        boolean crowded = account.room().isAwaited() && bell.ringsForRoom(waiting);
        if (bell.rings(inLine == 1, waiting) || crowded) {
            wakeDelivery();
        }
        if (swept) {
            sweepFinally(); // the last sweep may have passed before this event was there
        }
    }

    private void turnAway(DropReason reason, Trouble trouble, String message) {
        account.dropped(reason);
        if (reporter.note(trouble, message)) {
            wakeDelivery();
        }
    }

    /** What came of the event is settled: whatever happens here must not settle it anew. */
    private void wakeDelivery() {
        try {
            attention.run();
        } catch (VirtualMachineError e) {
            bell.rearm();
        }
    }

    /** Says when an offer wakes the delivery thread. Only that thread arms it. */
    Bell bell() {
        return bell;
    }

    /** So many waiting events leave too little room to wait any longer: half of what it holds, but at least a batch. */
    int crowd() {
        DeliverySettings current = settings;
        return Math.max(current.batching().flushBatchSize(), current.queueing().capacity() / 2);
    }

    /** Whether so many events wait that room is running out, or an offer has found none. Any thread. */
    boolean isCrowded() {
        return takeable() >= crowd() || bell.isCrowded();
    }

    /** Whether the events that wait or are under way take more than half of the bytes that there are for them. */
    boolean isHalfFullOfBytes() {
        return account.room().bytes() >= settings.queueing().bytes() / 2;
    }

    /** Says whether the events of an endpoint are of any use now. Only the delivery thread. */
    void setTakeable(Endpoint endpoint, boolean takeable) {
        lines.of(endpoint).takeable = takeable;
    }

    /** Events that wait and are of use now. Exact when nothing happens at the same time. */
    int takeable() {
        return lines.takeable();
    }

    int waiting(Endpoint endpoint) {
        return lines.of(endpoint).size();
    }

    /** The event of this endpoint that has waited longest, or null. */
    @Nullable
    Entry oldest(Endpoint endpoint) {
        return lines.of(endpoint).peek();
    }

    /** The sequence of the event accepted last. */
    long lastSequence() {
        return sequence.get();
    }

    /** Accepted events that gave way to newer ones. */
    long evictions() {
        return evictions.get();
    }

    /**
     * Takes the oldest events of an endpoint: up to {@code count}, none beyond {@code upTo}, and no more than about
     * {@code bytes}, but at least one.
     *
     * @param witness told of each as it leaves
     */
    List<Entry> take(Endpoint endpoint, int count, long upTo, int bytes, Consumer<Entry> witness) {
        return lines.of(endpoint).take(count, upTo, bytes, witness);
    }

    /** From now on every offer is dropped, {@code CLOSED}; callers that wait for room give up. */
    void close() {
        closed = true;
        account.room().wakeWaiters();
    }

    /** Drops what slipped in while it was being closed; what slips in later drops itself. After {@link #close()}. */
    void sweepFinally() {
        swept = true;
        sweep(Endpoint.EVENTS, DropReason.CLOSED);
        sweep(Endpoint.LLM_EVENTS, DropReason.CLOSED);
    }

    /** Drops all that waits for an endpoint, and returns how many. Any thread. */
    int sweep(Endpoint endpoint, DropReason reason) {
        int dropped = 0;
        for (Entry entry = lines.of(endpoint).poll();
                entry != null;
                entry = lines.of(endpoint).poll()) {
            account.dropped(reason);
            account.room().give(entry.weight());
            dropped++;
        }
        return dropped;
    }
}
