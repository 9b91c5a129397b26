package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.internal.delivery.PipelinesRig.offer;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.delivery.PipelineHandle.Owner;
import com.trubrics.appender.internal.queue.Sample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
        assertThat(rig.pipelines.figures().stats())
                .allMatch(PipelinesRig::isBalanced)
                .allMatch(stats -> stats.pending() == 0);
    }

    private long dropped(DropReason reason) {
        return rig.pipelines.figures().stats().stream()
                .mapToLong(stats -> stats.dropped(reason))
                .sum();
    }

    @Test
    void aStopDeliversWhatWaits() {
        PipelineHandle handle = rig.open();
        offer(handle, 1, 55);
        handle.close();

        assertThat(rig.transport.delivered).hasSize(55).doesNotHaveDuplicates();
        assertThat(isClosed(handle)).isTrue();
    }

    @Test
    void whatIsOfferedAfterwardsIsCountedAsClosed() {
        PipelineHandle handle = rig.open();
        offer(handle, 1, 1);
        handle.close();
        offer(handle, 2, 4);

        assertThat(dropped(DropReason.CLOSED)).isEqualTo(3);
    }

    @Test
    void whatIsOfferedAfterTheStopOfAnUnusedPipelineIsCountedAsClosed() {
        PipelineHandle handle = rig.open();
        handle.close();
        offer(handle, 1, 1);

        assertThat(dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(rig.opened).hasValue(0);
    }

    @Test
    void stoppingTwiceIsStoppingOnce() {
        PipelineHandle handle = rig.open();
        offer(handle, 1, 3);
        handle.close();
        handle.close();
        handle.close();
        handle.release();

        assertThat(rig.transport.delivered).hasSize(3);
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void severalThreadsMayStopAtOnce() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 50);
        List<CompletableFuture<Void>> stops = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> handle.close()))
                .toList();
        stops.forEach(CompletableFuture::join);

        await().until(() -> isClosed(handle));
        assertThat(rig.transport.delivered).hasSize(50).doesNotHaveDuplicates();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void aSinkMayStopThePipelineThatSpeaksToIt() {
        PipelineHandle[] handle = new PipelineHandle[1];
        AtomicBoolean returned = new AtomicBoolean();
        handle[0] = rig.pipelines.open(
                PipelinesRig.settings("flushBatchSize", "1"), new Owner(this, "A"), (level, message, cause) -> {
                    handle[0].close();
                    returned.set(true);
                });
        offer(handle[0], 1, 1);

        await().until(() -> isClosed(handle[0]));
        assertThat(returned).isTrue();
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    @Test
    void aSenderMayStopItsPipeline() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        rig.transport.answer(names -> {
            handle.close();
            rig.pipelines.systemStopped(new Object(), Duration.ofDays(1));
            return LoopRig.DELIVERED;
        });
        offer(handle, 1, 1);

        await().until(() -> isClosed(handle));
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    @Test
    void anInterruptedThreadStopsAsWellAsAnyOther() {
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 50);
        Thread.currentThread().interrupt();
        handle.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.transport.delivered).hasSize(50);
        assertThat(isClosed(handle)).isTrue();
    }

    @Test
    void anInterruptedThreadFlushesAsWellAsAnyOther() {
        PipelineHandle handle = rig.open();
        offer(handle, 1, 50);
        Thread.currentThread().interrupt();
        boolean flushed = PipelinesRig.flush(handle);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(flushed).isTrue();
        handle.close();
    }

    @Test
    void anInterruptedThreadOffersAsWellAsAnyOther() {
        PipelineHandle handle = rig.open();
        Thread.currentThread().interrupt();
        offer(handle, 1, 2);

        assertThat(Thread.interrupted()).isTrue();
        handle.close();
        assertThat(rig.transport.delivered).containsExactly("e1", "e2");
    }

    @Test
    void afterAStopEverythingCanStartAgain() {
        for (int i = 1; i <= 3; i++) {
            PipelineHandle handle = rig.open();
            offer(handle, i, i);
            handle.close();
            assertThat(isClosed(handle)).isTrue();
        }

        assertThat(rig.transport.delivered).containsExactly("e1", "e2", "e3");
        assertThat(rig.opened).hasValue(3);
    }

    @Test
    void aHungServerHoldsTheStopNoLongerThanItsBudget() {
        rig.transport.hang();
        PipelineHandle handle = rig.open("flushBatchSize", "1", "maxInFlight", "2", "shutdownTimeout", "100 ms");
        offer(handle, 1, 30);
        await().until(() -> rig.transport.stuck() == 2);

        long start = System.nanoTime();
        handle.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(100), PipelinesRig.PATIENCE);
        await().until(() -> isClosed(handle));
        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(30);
        await().untilAsserted(() -> assertThat(rig.said)
                .filteredOn(text -> text.contains("SHUTDOWN"))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("WARNING 30 events were not delivered")));
    }

    @Test
    void theLongerOfTheTwoBudgetsHolds() {
        rig.transport.hang();
        PipelineHandle handle = rig.open(new Owner(this, "A"), "shutdownTimeout", "0 s", "flushBatchSize", "1");
        offer(handle, 1, 1);
        handle.stop();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(this, PipelinesRig.PATIENCE));
        await().until(() -> rig.transport.stuck() == 1);
        assertThat(stopped).isNotDone();
        rig.transport.goOn();

        stopped.join();
        assertThat(rig.transport.delivered).containsExactly("e1");
    }

    /** The whole process may stand still while it stops: then both threads wake up after the deadline. */
    @Test
    void whatTheDeliveryThreadStillCountsAfterTheDeadlineIsWaitedFor() {
        PipelineHandle handle = rig.open();
        CompletableFuture<Void> end = new CompletableFuture<>();
        ShutdownBarrier barrier = new ShutdownBarrier(PipelinesRig.PATIENCE);
        barrier.add(
                handle.pipeline(),
                end,
                System.nanoTime() - Duration.ofSeconds(7).toNanos());
        end.completeOnTimeout(null, 50, TimeUnit.MILLISECONDS);
        barrier.await();

        assertThat(end).isDone();
        handle.close();
    }

    @Test
    void withoutABudgetACloseDoesNotWait() {
        rig.transport.hang();
        PipelineHandle handle = rig.open("shutdownTimeout", "0 s");
        offer(handle, 1, 3);
        handle.close();

        await().until(() -> isClosed(handle));
        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(3);
    }

    @Test
    void aBudgetOfCenturiesIsABudget() {
        PipelineHandle handle = rig.open(new Owner(this, "A"));
        offer(handle, 1, 3);
        handle.stop();
        rig.pipelines.systemStopped(this, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(rig.transport.delivered).hasSize(3);
    }

    @Test
    void aCloseWaitsForItsEventsThoughOthersGoOn() {
        PipelineHandle closing = rig.open("flushInterval", "1 h");
        PipelineHandle other = rig.open("flushInterval", "1 h");
        offer(closing, 1, 3);
        closing.close();

        assertThat(rig.transport.delivered).hasSize(3);
        assertThat(isClosed(other)).isFalse();
        other.close();
    }

    @Test
    void eventsLoggedWhileItStopsAreDeliveredOrCounted() throws InterruptedException {
        PipelineHandle handle = rig.open("flushBatchSize", "3");
        List<Integer> offered = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> {
            for (int i = 1; !over.get(); i++) {
                offered.add(i);
                handle.offer(Sample.event(i));
            }
        });
        load.start();
        await().until(() -> offered.size() > 100);
        handle.close();
        over.set(true);
        load.join();

        var stats = handle.stats();
        assertThat(stats.seen()).isEqualTo(offered.size());
        assertThat(stats.delivered()).isEqualTo(rig.transport.delivered.size());
        assertThat(stats.dropped()).isEqualTo(stats.dropped(DropReason.CLOSED) + stats.dropped(DropReason.QUEUE_FULL));
        assertThat(rig.transport.delivered).doesNotHaveDuplicates();
    }
}
