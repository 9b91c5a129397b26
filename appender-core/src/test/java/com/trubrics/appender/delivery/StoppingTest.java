package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.delivery.PipelinesRig.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.delivery.Lease.Holder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Stopping, whoever does it, however often and whatever hangs. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class StoppingTest {

    private final PipelinesRig rig = new PipelinesRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        rig.transport.goOn();
        assertThat(rig.pipelines.allStats()).allMatch(PipelinesRig::isBalanced).allMatch(stats -> stats.pending() == 0);
    }

    private long dropped(DropReason reason) {
        return rig.pipelines.allStats().stream()
                .mapToLong(stats -> stats.dropped(reason))
                .sum();
    }

    @Test
    void aStopDeliversWhatWaits() {
        Lease lease = rig.lease();
        offer(lease, 1, 55);
        lease.close();

        assertThat(rig.transport.delivered).hasSize(55).doesNotHaveDuplicates();
        assertThat(isClosed(lease)).isTrue();
    }

    @Test
    void whatIsOfferedAfterwardsIsCountedAsClosed() {
        Lease lease = rig.lease();
        offer(lease, 1, 1);
        lease.close();
        offer(lease, 2, 4);

        assertThat(dropped(DropReason.CLOSED)).isEqualTo(3);
    }

    @Test
    void whatIsOfferedAfterTheStopOfAnUnusedPipelineIsCountedAsClosed() {
        Lease lease = rig.lease();
        lease.close();
        offer(lease, 1, 1);

        assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(rig.opened).hasValue(0);
    }

    @Test
    void stoppingTwiceIsStoppingOnce() {
        Lease lease = rig.lease();
        offer(lease, 1, 3);
        lease.close();
        lease.close();
        lease.close();
        lease.release();

        assertThat(rig.transport.delivered).hasSize(3);
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void severalThreadsMayStopAtOnce() {
        Lease lease = rig.lease("flushBatchSize", "1");
        offer(lease, 1, 50);
        List<CompletableFuture<Void>> stops = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> lease.close()))
                .toList();
        stops.forEach(CompletableFuture::join);

        await().until(() -> isClosed(lease));
        assertThat(rig.transport.delivered).hasSize(50).doesNotHaveDuplicates();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void aSinkMayStopThePipelineThatSpeaksToIt() {
        Lease[] lease = new Lease[1];
        AtomicBoolean returned = new AtomicBoolean();
        lease[0] = rig.pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "1"), new Holder(this, "A"), (level, message, cause) -> {
                    lease[0].close();
                    returned.set(true);
                });
        offer(lease[0], 1, 1);

        await().until(() -> isClosed(lease[0]));
        assertThat(returned).isTrue();
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    @Test
    void aSenderMayStopItsPipeline() {
        Lease lease = rig.lease("flushBatchSize", "1");
        rig.transport.answer(names -> {
            lease.close();
            rig.pipelines.systemStopped(new Object(), Duration.ofDays(1));
            return LoopRig.DELIVERED;
        });
        offer(lease, 1, 1);

        await().until(() -> isClosed(lease));
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    @Test
    void anInterruptedThreadStopsAsWellAsAnyOther() {
        Lease lease = rig.lease("flushBatchSize", "1");
        offer(lease, 1, 50);
        Thread.currentThread().interrupt();
        lease.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.transport.delivered).hasSize(50);
        assertThat(isClosed(lease)).isTrue();
    }

    @Test
    void anInterruptedThreadFlushesAsWellAsAnyOther() {
        Lease lease = rig.lease();
        offer(lease, 1, 50);
        Thread.currentThread().interrupt();
        boolean flushed = PipelinesRig.flush(lease);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(flushed).isTrue();
        lease.close();
    }

    @Test
    void anInterruptedThreadOffersAsWellAsAnyOther() {
        Lease lease = rig.lease();
        Thread.currentThread().interrupt();
        offer(lease, 1, 2);

        assertThat(Thread.interrupted()).isTrue();
        lease.close();
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
    }

    @Test
    void afterAStopEverythingCanStartAgain() {
        for (int i = 1; i <= 3; i++) {
            Lease lease = rig.lease();
            offer(lease, i, i);
            lease.close();
            assertThat(isClosed(lease)).isTrue();
        }

        assertThat(rig.transport.delivered).containsExactly("e1", "e2", "e3");
        assertThat(rig.opened).hasValue(3);
    }

    @Test
    void aHungServerHoldsTheStopNoLongerThanItsBudget() {
        rig.transport.hang();
        Lease lease = rig.lease("flushBatchSize", "1", "maxInFlight", "2", "shutdownTimeout", "100 ms");
        offer(lease, 1, 30);
        await().until(() -> rig.transport.stuck() == 2);

        long start = System.nanoTime();
        lease.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(100), PipelinesRig.PATIENCE);
        await().until(() -> isClosed(lease));
        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(30);
        assertThat(rig.said)
                .filteredOn(text -> text.contains("SHUTDOWN"))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("WARNING 30 events were not delivered"));
    }

    @Test
    void theLongerOfTheTwoBudgetsHolds() {
        rig.transport.hang();
        Lease lease = rig.lease(new Holder(this, "A"), "shutdownTimeout", "0 s", "flushBatchSize", "1");
        offer(lease, 1, 1);
        lease.stop();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(this, PipelinesRig.PATIENCE));
        await().until(() -> rig.transport.stuck() == 1);
        assertThat(stopped).isNotDone();
        rig.transport.goOn();

        stopped.join();
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    @Test
    void withoutABudgetACloseDoesNotWait() {
        rig.transport.hang();
        Lease lease = rig.lease("shutdownTimeout", "0 s");
        offer(lease, 1, 3);
        lease.close();

        await().until(() -> isClosed(lease));
        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(3);
    }

    @Test
    void aBudgetOfCenturiesIsABudget() {
        Lease lease = rig.lease(new Holder(this, "A"));
        offer(lease, 1, 3);
        lease.stop();
        rig.pipelines.systemStopped(this, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(rig.transport.delivered).hasSize(3);
    }

    @Test
    void aCloseWaitsForItsEventsThoughOthersGoOn() {
        Lease closing = rig.lease("flushInterval", "1 h");
        Lease other = rig.lease("flushInterval", "1 h");
        offer(closing, 1, 3);
        closing.close();

        assertThat(rig.transport.delivered).hasSize(3);
        assertThat(isClosed(other)).isFalse();
        other.close();
    }

    @Test
    void eventsLoggedWhileItStopsAreDeliveredOrCounted() throws InterruptedException {
        Lease lease = rig.lease("flushBatchSize", "3");
        List<Integer> offered = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> {
            for (int i = 1; !over.get(); i++) {
                offered.add(i);
                lease.offer(Sample.event(i));
            }
        });
        load.start();
        await().until(() -> offered.size() > 100);
        lease.close();
        over.set(true);
        load.join();

        var stats = lease.stats();
        assertThat(stats.seen()).isEqualTo(offered.size());
        assertThat(stats.delivered()).isEqualTo(rig.transport.delivered.size());
        assertThat(stats.dropped()).isEqualTo(stats.dropped(DropReason.CLOSED) + stats.dropped(DropReason.QUEUE_FULL));
        assertThat(rig.transport.delivered).doesNotHaveDuplicates();
    }
}
