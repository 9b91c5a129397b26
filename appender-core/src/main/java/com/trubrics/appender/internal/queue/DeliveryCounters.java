package com.trubrics.appender.internal.queue;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.Destination;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The counters of one destination, and the memory budget of its events. They outlive the pipelines to that destination, so
 * what was delivered before a restart still counts.
 */
public class DeliveryCounters {

    private final String destination;
    private final String keyFingerprint;
    private final DeliveryStatus status = new DeliveryStatus();
    /** Not striped like the others: each event takes its place in the queue's sequence and in the budget in the same way. */
    private final AtomicLong seen = new AtomicLong();

    private final LongAdder delivered = new LongAdder();
    private final LongAdder ignored = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final MemoryBudget budget = new MemoryBudget();
    private final RuleCounters.OfDestination rules = new RuleCounters.OfDestination();
    /**
     * What threads left unfinished, the newest first. If two threads run out of stack at the same moment, one entry may be lost,
     * because an atomic update would be a method call.
     */
    volatile @Nullable Unfinished unfinished;

    private long droppedReported;

    /**
     * What one thread has begun, so that it can be counted if stack or memory runs out. At that point, there may not be enough
     * stack to call a method or to lock an object, so the thread only sets fields.
     */
    static final class Unfinished {
        /** Events that were counted as seen, but neither as dropped nor left in the queue. */
        int lost;
        /** How many of them hold capacity. */
        int held;
        /** How many bytes these hold. */
        long bytes;
        /** What was left unfinished before. */
        @Nullable
        Unfinished next;
        /** Guarded by the counters. */
        private boolean counted;
    }

    /** Creates counters of zero. */
    public DeliveryCounters(Destination destination) {
        this(destination.toString(), destination.apiKey().fingerprint());
    }

    /** Creates counters of zero, under the names that {@link #stats} shows. */
    public DeliveryCounters(String destination, String keyFingerprint) {
        this.destination = destination;
        this.keyFingerprint = keyFingerprint;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /** Returns the figures of a client that sends nothing. */
    public static DeliveryStats inactive() {
        return new DeliveryCounters("(inactive)", "").stats();
    }

    /** Returns where the events go, as users see it. */
    public String destination() {
        return destination;
    }

    /** Returns what distinguishes the API key from others; see {@link DeliveryStats#keyFingerprint}. */
    public String keyFingerprint() {
        return keyFingerprint;
    }

    /** Returns how delivery is doing. */
    public DeliveryStatus status() {
        return status;
    }

    MemoryBudget budget() {
        return budget;
    }

    /** Returns the counters of the rules of all appenders. */
    public RuleCounters.OfDestination rules() {
        return rules;
    }

    /** Counts a call that was recognised as an event. Any thread. */
    void seen() {
        seen.incrementAndGet();
    }

    /** Counts a log call that carried no event. Any thread. */
    public void ignored() {
        ignored.increment();
    }

    /** Counts a call that was recognised as an event, but not offered. Any thread; never throws. */
    public void turnedAway(DropReason reason) {
        Unfinished own = null;
        try {
            own = new Unfinished();
            seen();
            own.lost = 1;
            dropped(reason);
        } catch (Error e) {
            if (own != null) {
                own.next = unfinished;
                unfinished = own;
            }
        }
    }

    /** Counts the drop of an event that never was in the queue. Any thread. */
    void dropped(DropReason reason) {
        dropped(reason, 1);
    }

    private void dropped(DropReason reason, int events) {
        LongAdder counter = dropped.get(reason);
        if (counter != null) {
            counter.add(events);
        }
    }

    /** Settles events that the server accepted. Events that were settled before do not count again. */
    public void delivered(Collection<QueuedEvent> events) {
        delivered.add(settle(events));
    }

    /** Settles events that are given up. Events that were settled before do not count again. */
    public void dropped(Collection<QueuedEvent> events, DropReason reason) {
        dropped(reason, settle(events));
    }

    private int settle(Collection<QueuedEvent> events) {
        int settled = 0;
        long bytes = 0;
        for (QueuedEvent event : events) {
            if (event.settle()) {
                bytes += event.weight();
                settled++;
            }
        }
        if (settled > 0) {
            budget.release(settled, bytes);
        }
        return settled;
    }

    /** Counts the events that their threads could not count; returns whether there were any. Any thread. */
    synchronized boolean finishUnfinished() {
        Unfinished newest = unfinished;
        if (newest == null || newest.counted) {
            return false;
        }
        int lost = 0;
        int held = 0;
        long bytes = 0;
        for (Unfinished each = newest; each != null && !each.counted; each = each.next) {
            lost += each.lost;
            held += each.held;
            bytes += each.bytes;
            each.counted = true;
        }
        newest.next = null; // the newest stays: only threads that leave something change the field
        dropped(DropReason.INTERNAL_ERROR, lost);
        budget.release(held, bytes);
        return lost > 0;
    }

    /** Returns the number of events dropped so far, except those that the configuration filters out. Any thread. */
    public long lost() {
        return dropped.entrySet().stream()
                .filter(counter -> counter.getKey() != DropReason.FILTERED)
                .mapToLong(counter -> counter.getValue().sum())
                .sum();
    }

    /** Returns the number of events that wait or are under way. Any thread. */
    public long pending() {
        return budget.count();
    }

    /** Returns whether more events have been dropped than at the last call. */
    public synchronized boolean hasUnreportedDrops(DeliveryStats stats) {
        boolean more = stats.dropped() > droppedReported;
        droppedReported = Math.max(droppedReported, stats.dropped());
        return more;
    }

    /** Returns a snapshot; exact if nothing happens at the same time. */
    public DeliveryStats stats() {
        finishUnfinished();
        Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, counter) -> byReason.put(reason, counter.sum()));
        synchronized (status) {
            // Locked first: events that are settled meanwhile must seem neither to wait nor to be in flight.
            long events = pending();
            long bytes = budget.bytes();
            long eventsInFlight = Math.min(status.inFlightEvents, events);
            long bytesInFlight = Math.min(status.inFlightBytes, bytes);
            long now = System.nanoTime();
            return new StatsSnapshot(
                    destination,
                    keyFingerprint,
                    seen.get(),
                    delivered.sum(),
                    byReason,
                    ignored.sum(),
                    rules.stats(),
                    events - eventsInFlight,
                    bytes - bytesInFlight,
                    eventsInFlight,
                    bytesInFlight,
                    DeliveryStatus.ageOrZero(status.oldest, now),
                    status.requests,
                    status.requestTime,
                    status.retries,
                    status.state,
                    DeliveryStatus.ageOrZero(status.stateSince, now),
                    DeliveryStatus.age(status.lastSuccess, now),
                    status.lastError,
                    DeliveryStatus.age(status.lastErrorAt, now));
        }
    }
}
