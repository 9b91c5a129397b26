package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.Sample.queued;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.testkit.TestDestination;
import java.time.Duration;
import java.util.List;
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
    void everyReasonIsThere() {
        assertThat(counters.stats().droppedByReason()).containsOnlyKeys(DropReason.values());
    }
}
