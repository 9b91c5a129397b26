package com.trubrics.appender.testkit;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What all random lives of a run came to. */
final class LifeTotals {
    private int lives;
    private int steps;
    private long issued;
    private long delivered;
    private long duplicates;
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    void life(int itsSteps) {
        lives++;
        steps += itsSteps;
    }

    void destination(DeliveryStats stats, long itsDuplicates) {
        issued += stats.seen();
        delivered += stats.delivered();
        duplicates += itsDuplicates;
        stats.droppedByReason().forEach((reason, count) -> dropped.merge(reason, count, Long::sum));
    }

    @Override
    public String toString() {
        String reasons = dropped.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return lives + " lives, " + steps + " steps, " + issued + " events issued, " + delivered
                + " delivered, dropped: " + reasons + "; " + duplicates
                + " duplicates explained, 0 lost, 0 hung, 0 uncounted";
    }
}
