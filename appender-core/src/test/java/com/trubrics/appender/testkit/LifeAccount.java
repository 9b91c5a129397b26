package com.trubrics.appender.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.TrubricsClient;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was logged for one destination, held against what the server saw and what the client counted. Only the logging
 * threads and the one that runs the life touch it.
 */
final class LifeAccount {
    /** So many refused events stand for their batch where the one before it was refused entirely. */
    private static final int SAMPLE = 3;

    private static final int SUSPICIOUS_SERVER_ERRORS = 10;

    private final FaultyServer server;
    private final String destination;
    private final boolean closes;
    private final Set<String> issued = ConcurrentHashMap.newKeySet();
    private boolean cramped;
    private long cutOff;

    /** @param closes whether the server closes endpoints now and then */
    LifeAccount(FaultyServer server, String destination, boolean closes) {
        this.server = server;
        this.destination = destination;
        this.closes = closes;
    }

    /** An event has been handed to an appender of this destination. */
    void issued(String id) {
        issued.add(id);
    }

    Set<String> issued() {
        return Set.copyOf(issued);
    }

    boolean hasIssued(Mark mark) {
        return mark.isOnAny(issued);
    }

    /** The queue is so small that it may be full. */
    void cramped() {
        cramped = true;
    }

    /** A stop had no chance to deliver so many events; some may be taken all the same, even after it. */
    void cutOff(long events) {
        cutOff += events;
    }

    DeliveryStats stats() {
        return TrubricsClient.allStats().stream()
                .filter(stats -> stats.destination().equals(server.host(destination)))
                .findFirst()
                .orElseGet(() -> DeliveryCounters.inactive());
    }

    boolean isTaken(String id) {
        return exchanges().stream()
                .anyMatch(exchange -> exchange.isTaken() && exchange.ids().contains(id));
    }

    /** Which of these no request has brought. */
    Set<String> missing(Set<String> ids) {
        Set<String> missing = new HashSet<>(ids);
        exchanges().stream()
                .filter(Exchange::isTaken)
                .forEach(exchange -> exchange.ids().forEach(missing::remove));
        return missing;
    }

    long duplicates() {
        long takings = exchanges().stream()
                .filter(Exchange::isTaken)
                .mapToLong(exchange -> exchange.ids().size())
                .sum();
        return takings - (issued.size() - missing(issued).size());
    }

    /** At a quiet moment: each event was taken or is counted as dropped, for a reason that holds. */
    void check() {
        DeliveryStats stats = stats();
        Map<String, List<Exchange>> takings = takings();
        assertThat(stats.pending()).isZero();
        assertThat(stats.seen()).isEqualTo(stats.delivered() + stats.dropped());
        assertThat(stats.seen()).as("issued").isEqualTo(issued.size() + stats.dropped(DropReason.CLOSED));
        assertThat(issued).as("issued").containsAll(takings.keySet());
        assertThat(takings.keySet()).as("taken though marked").noneMatch(Mark::isMarked);
        takings.forEach(LifeAccount::checkThatAtMostOneAnswerArrived);
        Set<String> surelyDelivered = new HashSet<>();
        takings.forEach((id, exchanges) -> {
            if (exchanges.stream().anyMatch(Exchange::isSurelyAnswered)) {
                surelyDelivered.add(id);
            }
        });
        assertThat(stats.delivered()).as("delivered").isBetween(surelyDelivered.size() - cutOff, (long) takings.size());
        checkDrops(stats, takings.keySet(), surelyDelivered);
        assertThat(server.surprises()).isEmpty();
    }

    /**
     * Only the last one's, apart from those that a disturbed client may have given up: a busy server may read such a request
     * after the one that followed it on another connection.
     */
    static void checkThatAtMostOneAnswerArrived(String id, List<Exchange> exchanges) {
        List<Exchange> awaited = exchanges.stream()
                .filter(exchange -> !exchange.mayHaveBeenGivenUp())
                .toList();
        assertThat(awaited.subList(0, Math.max(0, awaited.size() - 1)))
                .as("%s was sent again though the answer arrived: %s", id, exchanges)
                .allMatch(Exchange::isLost);
    }

    private void checkDrops(DeliveryStats stats, Set<String> taken, Set<String> surelyDelivered) {
        for (DropReason never :
                List.of(DropReason.INTERNAL_ERROR, DropReason.MISSING_USER_ID, DropReason.NOT_ENCODABLE)) {
            assertThat(stats.dropped(never)).as("%s", never).isZero();
        }
        if (!cramped) {
            assertThat(stats.dropped(DropReason.QUEUE_FULL)).as("QUEUE_FULL").isZero();
        }
        long oversized = issued.stream().filter(LifeLines::isOversized).count();
        long tooLarge = issued.stream().filter(Mark.TOO_LARGE::isOn).count();
        long marked = issued.stream().filter(Mark::isMarked).count();
        assertThat(stats.dropped(DropReason.TOO_LARGE)).as("TOO_LARGE").isBetween(oversized, oversized + tooLarge);
        Set<String> innocent = new HashSet<>(issued);
        innocent.removeIf(id -> Mark.isMarked(id) || LifeLines.isOversized(id) || surelyDelivered.contains(id));
        Set<String> mayBeRejected = new HashSet<>(innocent);
        mayBeRejected.removeIf(id -> !mayBeRejected(id));
        assertThat(stats.dropped(DropReason.REJECTED))
                .as("REJECTED, of %s marked and %s", marked, mayBeRejected)
                .isLessThanOrEqualTo(marked + mayBeRejected.size());
        Set<String> lost = new HashSet<>(innocent);
        lost.removeAll(taken);
        lost.removeAll(mayBeRejected);
        assertThat((long) lost.size())
                .as("not taken: %s, of %s; cut off by stops: %s", lost, stats, cutOff)
                .isLessThanOrEqualTo(stats.dropped(DropReason.QUEUE_FULL) + cutOff);
    }

    /**
     * Whether {@code docs/delivery.md} lets an event be given up that the server would have taken: it met 500 ten
     * times; or it was refused together with so many that no part of their batch was accepted; or, where endpoints deny
     * what they are sent, it was refused again and again.
     */
    private boolean mayBeRejected(String id) {
        int serverErrors = 0;
        int refusals = 0;
        boolean sampled = false;
        for (Exchange exchange : exchanges()) {
            if (!exchange.ids().contains(id)) {
                continue;
            }
            if (exchange.status() == 500) {
                serverErrors++;
            } else if (exchange.isRefused()) {
                refusals++;
                sampled |= exchange.ids().stream().filter(Mark::isMarked).count() >= SAMPLE;
            }
        }
        return serverErrors >= SUSPICIOUS_SERVER_ERRORS || sampled || (closes && refusals > 1);
    }

    private Map<String, List<Exchange>> takings() {
        Map<String, List<Exchange>> takings = new HashMap<>();
        for (Exchange exchange : exchanges()) {
            if (exchange.isTaken()) {
                exchange.ids()
                        .forEach(id -> takings.computeIfAbsent(id, first -> new ArrayList<>())
                                .add(exchange));
            }
        }
        return takings;
    }

    private List<Exchange> exchanges() {
        return server.exchanges().stream()
                .filter(exchange -> exchange.destination().equals(destination))
                .toList();
    }
}
