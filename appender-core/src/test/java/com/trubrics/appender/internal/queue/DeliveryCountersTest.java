package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.Sample.queued;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.testkit.TestDestination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where every event ends, once. */
class DeliveryCountersTest {

    private final DeliveryCounters counters = new DeliveryCounters(TestDestination.ONE);

    private List<QueuedEvent> accepted(int count) {
        List<QueuedEvent> events = queued(1, count);
        for (QueuedEvent event : events) {
            counters.seen();
            assertThat(counters.budget()
                            .tryAcquire(
                                    event.weight(),
                                    new Queueing(100, 1 << 20, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)))
                    .isTrue();
        }
        return events;
    }

    @Test
    void whatIsDeliveredReleasesWhatItHeld() {
        counters.delivered(accepted(3));

        assertThat(counters.stats().delivered()).isEqualTo(3);
        assertThat(counters.pending()).isZero();
        assertThat(counters.budget().bytes()).isZero();
    }

    @Test
    void whatIsDroppedReleasesWhatItHeld() {
        List<QueuedEvent> events = accepted(3);
        counters.dropped(events.subList(0, 2), DropReason.REJECTED);
        counters.dropped(events.subList(2, 3), DropReason.SHUTDOWN);

        assertThat(counters.stats().dropped(DropReason.REJECTED)).isEqualTo(2);
        assertThat(counters.stats().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        assertThat(counters.lost()).isEqualTo(3);
        assertThat(counters.budget().bytes()).isZero();
    }

    @Test
    void whatIsSettledIsNotSettledAgain() {
        List<QueuedEvent> events = accepted(3);
        counters.delivered(events.subList(0, 2));
        counters.dropped(events, DropReason.SHUTDOWN);
        counters.delivered(events);

        assertThat(counters.stats().delivered()).isEqualTo(2);
        assertThat(counters.stats().dropped()).isEqualTo(1);
        assertThat(counters.pending()).isZero();
    }

    @Test
    void anEventThatIsTurnedAwayIsSeenAndDropped() {
        counters.turnedAway(DropReason.MISSING_USER_ID);

        assertThat(counters.stats().seen()).isEqualTo(1);
        assertThat(counters.stats().dropped(DropReason.MISSING_USER_ID)).isEqualTo(1);
    }

    @Test
    void everyReasonAndEveryOutcomeIsThere() {
        assertThat(counters.stats().droppedByReason()).containsOnlyKeys(DropReason.values());
        assertThat(counters.stats().requests()).containsOnlyKeys(RequestOutcome.values());
        assertThat(counters.stats().requestTime()).containsOnlyKeys(RequestOutcome.values());
    }

    @Test
    void whatIsSettledIsNoLongerInFlightThoughTheDeliveryThreadHasNotSaidSo() {
        List<QueuedEvent> events = accepted(3);
        counters.status()
                .holds(
                        DeliveryStatus.NO_EVENT,
                        2,
                        events.get(0).weight() + events.get(1).weight());
        assertThat(counters.stats().waitingEvents()).isEqualTo(1);

        counters.delivered(events.subList(0, 2));

        DeliveryStats stats = counters.stats();
        assertThat(stats.pending()).isEqualTo(1);
        assertThat(stats.waitingEvents() + stats.inFlightEvents()).isEqualTo(1);
        assertThat(stats.waitingBytes() + stats.inFlightBytes())
                .isEqualTo(events.get(2).weight());
    }

    @Test
    void everyFigureStandsUnderItsOwnName() {
        long now = System.nanoTime();
        List<QueuedEvent> events = accepted(9);
        counters.delivered(events.subList(0, 1));
        counters.dropped(events.subList(1, 3), DropReason.REJECTED);
        counters.ignored();
        counters.rules().of("TRUBRICS", Map.of(4, "Sign Up")).matched(4);
        DeliveryStatus status = counters.status();
        status.retried();
        status.answered(
                RequestOutcome.ACCEPTED,
                "200",
                Duration.ofMillis(7),
                now - Duration.ofHours(1).toNanos());
        status.answered(
                RequestOutcome.DENIED,
                "403",
                Duration.ofMillis(8),
                now - Duration.ofHours(2).toNanos());
        status.enter(EventKind.LLM, State.REFUSED, now - Duration.ofHours(3).toNanos());
        status.enter(EventKind.USER, State.RETRYING, now);
        status.holds(now - Duration.ofHours(4).toNanos(), 2, 100);

        DeliveryStats stats = counters.stats();
        assertThat(stats.destination()).isEqualTo("https://example.test");
        assertThat(stats.keyFingerprint()).hasSize(4);
        assertThat(stats.seen()).isEqualTo(9);
        assertThat(stats.delivered()).isEqualTo(1);
        assertThat(stats.dropped()).isEqualTo(2);
        assertThat(stats.ignored()).isEqualTo(1);
        assertThat(stats.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.appender()).isEqualTo("TRUBRICS");
            assertThat(rule.position()).isEqualTo(4);
            assertThat(rule.event()).isEqualTo("Sign Up");
            assertThat(rule.matched()).isEqualTo(1);
        });
        assertThat(stats.waitingEvents()).isEqualTo(4);
        assertThat(stats.waitingBytes()).isEqualTo(counters.budget().bytes() - 100);
        assertThat(stats.inFlightEvents()).isEqualTo(2);
        assertThat(stats.inFlightBytes()).isEqualTo(100);
        assertThat(stats.oldestEventAge().toHours()).isEqualTo(4);
        assertThat(stats.requests()).containsEntry(RequestOutcome.DENIED, 1L);
        assertThat(stats.requestTime()).containsEntry(RequestOutcome.DENIED, Duration.ofMillis(8));
        assertThat(stats.retries()).isEqualTo(1);
        assertThat(stats.state()).isEqualTo(State.REFUSED);
        assertThat(stats.stateAge().toHours()).isEqualTo(3);
        assertThat(stats.lastSuccessAge()).isGreaterThan(Duration.ofHours(1)).isLessThan(Duration.ofHours(2));
        assertThat(stats.lastError()).isEqualTo("403");
        assertThat(stats.lastErrorAge()).isGreaterThan(Duration.ofHours(2)).isLessThan(Duration.ofHours(3));
    }

    @Test
    void aSnapshotDoesNotChange() {
        DeliveryStats before = counters.stats();
        counters.turnedAway(DropReason.MISSING_USER_ID);
        counters.status().answered(RequestOutcome.ACCEPTED, "200", Duration.ofMillis(7), 0);

        assertThat(before.dropped()).isZero();
        assertThat(before.requests()).containsEntry(RequestOutcome.ACCEPTED, 0L);
    }
}
