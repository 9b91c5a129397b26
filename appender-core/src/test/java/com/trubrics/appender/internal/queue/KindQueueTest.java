package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.Sample.queued;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.testkit.TestDestination;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** The linked queue itself. {@link EventQueueTest} tests it with many threads. */
class KindQueueTest {

    private final KindQueue waiting = new KindQueue(new DeliveryCounters(TestDestination.ONE));

    /** Such an event wakes the delivery thread. */
    @Test
    void anEventIsTheFirstIfNoOlderOneWaits() {
        assertThat(waiting.add(queued(1))).isTrue();
        assertThat(waiting.add(queued(2))).isFalse();
        waiting.sweep(DropReason.CLOSED);
        assertThat(waiting.add(queued(3))).isTrue();
    }

    @Test
    void theSizeIsExactWhenNothingElseHappens() {
        for (int i = 1; i <= 5; i++) {
            assertThat(waiting.add(queued(i))).isEqualTo(i == 1);
            assertThat(waiting.size()).isEqualTo(i);
        }
        assertThat(waiting.take(3, Integer.MAX_VALUE)).hasSize(3);
        assertThat(waiting.size()).isEqualTo(2);
        assertThat(waiting.take(3, Integer.MAX_VALUE)).hasSize(2);
        assertThat(waiting.size()).isZero();
        assertThat(waiting.oldest()).isNull();
    }

    /** The queue outlives its events, and the last one may be large. */
    @Test
    void theLastEventIsNotKeptAfterItWasTaken() {
        waiting.add(queued(1));
        WeakReference<QueuedEvent> taken =
                new WeakReference<>(waiting.take(1, Integer.MAX_VALUE).get(0));
        await().until(() -> {
            System.gc();
            return taken.get() == null;
        });
        assertThat(waiting.oldest()).isNull();
    }
}
