package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of one destination, and the room that its events take. It outlives its pipelines, so that what was
 * delivered before a restart still counts.
 */
final class Account {

    private final String destination;
    private final LongAdder seen = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder ignored = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
    private final Room room = new Room();
    private long droppedReported;

    Account(String destination) {
        this.destination = destination;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    String destination() {
        return destination;
    }

    Room room() {
        return room;
    }

    void seen() {
        seen.increment();
    }

    void ignored() {
        ignored.increment();
    }

    void delivered(int events) {
        delivered.add(events);
    }

    void dropped(DropReason reason) {
        dropped(reason, 1);
    }

    void dropped(DropReason reason, int events) {
        LongAdder counter = dropped.get(reason);
        if (counter != null) {
            counter.add(events);
        }
    }

    /** All drops so far, whatever the reason. Any thread. */
    long dropped() {
        return dropped.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Whether more has been dropped than when this was last asked. */
    synchronized boolean hasUnreportedDrops(DeliveryStats stats) {
        boolean more = stats.dropped() > droppedReported;
        droppedReported = Math.max(droppedReported, stats.dropped());
        return more;
    }

    /** A snapshot; exact when nothing happens at the same time. */
    DeliveryStats stats() {
        Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, counter) -> byReason.put(reason, counter.sum()));
        return new DeliveryStats(destination, seen.sum(), delivered.sum(), byReason, room.count(), ignored.sum());
    }
}
