package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.PipelinesRig.PATIENCE;
import static com.trubrics.appender.internal.delivery.PipelinesRig.flush;
import static com.trubrics.appender.internal.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.internal.delivery.PipelinesRig.offer;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.delivery.PipelineHandle.Owner;
import com.trubrics.appender.internal.queue.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** One pipeline a destination, counted by reference; a reconfiguration loses nothing and never waits. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class SharingTest {

    private static final String CONFLICT = "different delivery settings";

    private final PipelinesRig rig = new PipelinesRig();
    private final Object system = new Object();

    @AfterEach
    void everyEventIsAccountedFor() {
        rig.transport.goOn();
        assertThat(rig.pipelines.figures().stats()).allMatch(PipelinesRig::isBalanced);
    }

    private DeliveryStats onlyStats() {
        assertThat(rig.pipelines.figures().stats()).hasSize(1);
        return rig.pipelines.figures().stats().get(0);
    }

    private int batchSize(PipelineHandle handle) {
        return handle.pipeline().queue().settings().batching().flushBatchSize();
    }

    @Test
    void usersOfOneDestinationShareAPipeline() {
        PipelineHandle one = rig.open();
        PipelineHandle two = rig.open();
        offer(one, 1, 1);
        offer(two, 2, 2);

        assertThat(flush(one)).isTrue();
        assertThat(two.pipeline()).isSameAs(one.pipeline());
        assertThat(two.stats().delivered()).isEqualTo(2);
        assertThat(one.stats().delivered()).isEqualTo(2);
        assertThat(rig.transport.delivered).containsExactlyInAnyOrder("e1", "e2");
        one.close();
        two.close();
    }

    @Test
    void whoStopsWhileOthersGoOnNeedNotWaitForTheirInterval() {
        PipelineHandle one = rig.open("flushInterval", "1 h");
        PipelineHandle two = rig.open("flushInterval", "1 h");
        PipelineHandle three = rig.open("flushInterval", "1 h");
        offer(one, 1, 1);
        one.stop();
        await().until(() -> rig.transport.delivered.contains("e1"));
        offer(two, 2, 2);
        two.release();

        await().until(() -> rig.transport.delivered.contains("e2"));
        three.close();
    }

    @Test
    void anotherKeyProxyHostOrADryRunIsAnotherDestination() {
        List<PipelineHandle> handles = List.of(
                rig.open(),
                rig.open("apiKey", "other"),
                rig.open("host", "https://other.test"),
                rig.open("proxy", "proxy.test:3128"),
                rig.open("dryRun", "true"));

        assertThat(handles.stream().map(PipelineHandle::pipeline).distinct()).hasSize(5);
        handles.forEach(handle -> handle.close());
    }

    @Test
    void theSettingsOfTheLastStartedHoldUntilItGoes() {
        PipelineHandle one = rig.open("flushBatchSize", "5");
        PipelineHandle two = rig.open("flushBatchSize", "7");
        assertThat(batchSize(one)).isEqualTo(7);

        two.close();
        assertThat(batchSize(one)).isEqualTo(5);

        PipelineHandle three = rig.open("flushBatchSize", "9");
        one.close();
        assertThat(batchSize(three)).isEqualTo(9);
        three.close();
    }

    @Test
    void aCallUnderWayWhenTheFirstShareIsExchangedIsDelivered() {
        PipelineHandle one = rig.open(new Owner(system, "A"));
        one.release();
        PipelineHandle two = rig.open(new Owner(system, "A"));
        offer(one, 1, 1);
        two.close();

        assertThat(rig.transport.delivered).hasSize(1);
    }

    @Test
    void aCallUnderWayWhenTheLastShareIsReleasedIsDeliveredToo() {
        PipelineHandle one = rig.open(new Owner(system, "A"));
        one.release();
        offer(one, 1, 1);

        await().until(() -> rig.transport.delivered.size() == 1);
        await().until(() -> isClosed(one));
    }

    @Test
    void aReleasedPipelineThatNeverSawAnEventMakesWayForAnother() {
        PipelineHandle one = rig.open(new Owner(system, "A"));
        one.release();
        assertThat(isClosed(one)).isFalse();
        PipelineHandle two = rig.open(new Owner(system, "A"), "host", "https://other.test");

        assertThat(isClosed(one)).isTrue();
        two.close();
    }

    @Test
    void newSettingsApplyToARunningPipeline() {
        PipelineHandle one = rig.open(new Owner(system, "A"));
        offer(one, 1, 3);
        PipelineHandle two = rig.open(new Owner(system, "A"), "flushBatchSize", "3");

        await().until(() -> rig.transport.delivered.size() == 3);
        one.release();
        two.close();
    }

    @Test
    void aConflictIsWarnedAboutOnce() {
        PipelineHandle one = rig.open(new Owner(system, "A"), "flushBatchSize", "5");
        PipelineHandle two = rig.open(new Owner(system, "B"), "flushBatchSize", "7");

        assertThat(rig.said)
                .singleElement()
                .satisfies(text -> assertThat(text).contains(CONFLICT, "'B'", "https://example.test"));
        one.close();
        two.close();
    }

    @Test
    void theSameSettingsAreNoConflict() {
        PipelineHandle one = rig.open(new Owner(system, "A"), "flushBatchSize", "5");
        PipelineHandle two = rig.open(new Owner(system, "B"), "flushBatchSize", "5");

        assertThat(rig.said).isEmpty();
        one.close();
        two.close();
    }

    @Test
    void theSameNameInTheSameSystemIsAReconfigurationAndNoConflict() {
        PipelineHandle one = rig.open(new Owner(system, "A"), "flushBatchSize", "5");
        PipelineHandle two = rig.open(new Owner(system, "A"), "flushBatchSize", "7");
        assertThat(rig.said).isEmpty();

        PipelineHandle three = rig.open(new Owner(new Object(), "A"), "flushBatchSize", "9");
        assertThat(rig.said).as("the same name in another system").hasSize(1);
        List.of(one, two, three).forEach(handle -> handle.close());
    }

    @Test
    void aSinkMayCallBackWhateverItIsTold() {
        PipelineHandle one = rig.open("flushBatchSize", "5");
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        PipelineHandle two = rig.pipelines.open(
                PipelinesRig.settings("flushBatchSize", "7"),
                new Owner(system, "B"),
                (level, message, cause) -> answered.complete(CompletableFuture.supplyAsync(this::statsAfterAFlush)
                                .completeOnTimeout(List.of(), 20, TimeUnit.SECONDS)
                                .join()
                                .size()
                        == 1));

        assertThat(answered).isCompletedWithValue(true);
        one.close();
        two.close();
    }

    /** A flush of all needs the registry's lock. */
    private List<DeliveryStats> statsAfterAFlush() {
        boolean unused = rig.pipelines.flushAll(Duration.ZERO);
        return rig.pipelines.figures().stats();
    }

    @Test
    void theFirstToGoDoesNotEndThePipeline() {
        PipelineHandle one = rig.open();
        PipelineHandle two = rig.open();
        one.close();
        one.close();
        one.release();
        offer(two, 1, 1);

        assertThat(flush(two)).isTrue();
        two.close();
        assertThat(isClosed(two)).isTrue();
    }

    @Test
    void whoHasClosedItsShareOffersInVainThoughOthersGoOn() {
        PipelineHandle one = rig.open();
        PipelineHandle two = rig.open();
        one.close();
        offer(one, 1, 1);
        offer(two, 2, 2);
        two.close();

        assertThat(onlyStats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(rig.transport.delivered).containsExactly("e2");
    }

    @Test
    void releaseDoesNotWaitAndWhatIsLeftIsDeliveredInTheBackground() {
        rig.transport.hang();
        PipelineHandle handle = rig.open("flushBatchSize", "1", "maxInFlight", "2");
        offer(handle, 1, 20);
        await().until(() -> rig.transport.stuck() == 2);

        handle.release(); // or the test's timeout ends it
        assertThat(onlyStats().pending()).isEqualTo(20);
        assertThat(isClosed(handle)).isFalse();
        rig.transport.goOn();

        await().until(() -> isClosed(handle));
        assertThat(rig.transport.delivered).hasSize(20).doesNotHaveDuplicates();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void aCloseAfterTheReleaseWaitsForWhatIsLeft() {
        rig.transport.hang();
        PipelineHandle handle = rig.open("flushBatchSize", "1");
        offer(handle, 1, 3);
        handle.release();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(handle::close);
        await().until(() -> {
            offer(handle, 4, 4);
            return handle.stats().dropped(DropReason.CLOSED) > 0; // it has begun
        });
        assertThat(closing).isNotDone();
        rig.transport.goOn();

        closing.join();
        assertThat(isClosed(handle)).isTrue();
        assertThat(rig.transport.delivered).contains("e1", "e2", "e3");
    }

    @Test
    void releaseSendsWhatWaitsWithoutTheInterval() {
        PipelineHandle handle = rig.open("flushInterval", "1 h");
        offer(handle, 1, 3);
        handle.release();

        await().until(() -> isClosed(handle));
        assertThat(rig.transport.delivered).hasSize(3);
    }

    @Test
    void aStopDoesNotWaitAndDropsNothingWhileTheProcessGoesOn() {
        rig.transport.hang();
        PipelineHandle handle = rig.open("flushBatchSize", "1", "maxInFlight", "2", "shutdownTimeout", "0 s");
        offer(handle, 1, 20);
        await().until(() -> rig.transport.stuck() == 2);

        handle.stop(); // or the test's timeout ends it
        assertThat(onlyStats().pending()).isEqualTo(20);
        rig.transport.goOn();

        await().until(() -> isClosed(handle));
        assertThat(rig.transport.delivered).hasSize(20).doesNotHaveDuplicates();
        assertThat(onlyStats().dropped()).isZero();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void aStoppedPipelineThatNeverSawAnEventIsGoneAtOnce() {
        PipelineHandle handle = rig.open();
        handle.stop();

        assertThat(isClosed(handle)).isTrue();
    }

    @Test
    void whatAnAppenderLeftThatWasStoppedAloneHasItsDeadlineWhenTheSystemStops() {
        rig.transport.hang();
        PipelineHandle handle = rig.open(new Owner(system, "A"), "flushBatchSize", "1", "shutdownTimeout", "50 ms");
        offer(handle, 1, 5);
        handle.stop();
        await().until(() -> rig.transport.stuck() > 0);
        assertThat(onlyStats().pending()).isEqualTo(5);

        rig.pipelines.systemStopped(system, Duration.ZERO);
        await().until(() -> isClosed(handle));
        assertThat(onlyStats().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void aPipelineThatIsTakenUpAfterAStopGoesOn() {
        rig.transport.hang();
        PipelineHandle before = rig.open();
        offer(before, 1, 3);
        before.stop();
        PipelineHandle after = rig.open();
        assertThat(after.pipeline()).isSameAs(before.pipeline());
        offer(before, 4, 4);
        offer(after, 5, 5);
        rig.transport.goOn();
        after.close();

        assertThat(rig.transport.delivered).containsExactlyInAnyOrder("e1", "e2", "e3", "e5");
        assertThat(onlyStats().dropped(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void aPipelineTakenUpAgainBeforeItIsDrainedGoesOnAndLosesNothing() {
        rig.transport.hang();
        PipelineHandle before = rig.open(new Owner(system, "A"), "flushBatchSize", "1");
        offer(before, 1, 20);
        before.release();
        PipelineHandle after = rig.open(new Owner(system, "A"), "flushBatchSize", "2");
        assertThat(after.pipeline()).isSameAs(before.pipeline());
        offer(before, 21, 21); // an asynchronous logger may still hold it
        offer(after, 22, 30);
        rig.transport.goOn();

        assertThat(flush(after)).isTrue();
        assertThat(isClosed(after)).isFalse();
        after.close();
        assertThat(rig.transport.delivered).hasSize(30).doesNotHaveDuplicates();
        assertThat(rig.opened).hasValue(1);
    }

    @Test
    void aHundredReconfigurationsUnderLoadLoseNothing() throws InterruptedException {
        Owner holder = new Owner(system, "A");
        PipelineHandle[] current = {rig.open(holder)};
        int events = 10_000;
        Thread load = new Thread(() -> {
            for (int i = 1; i <= events; i++) {
                synchronized (current) {
                    current[0].offer(Sample.event(i));
                }
            }
        });
        load.start();
        for (int i = 0; i < 100; i++) {
            PipelineHandle next = i % 2 == 0 ? rig.open(holder, "flushBatchSize", "" + (i + 1)) : null;
            synchronized (current) {
                PipelineHandle old = current[0];
                if (next == null) {
                    old.release();
                    current[0] = rig.open(holder, "flushBatchSize", "" + (i + 1));
                } else {
                    current[0] = next;
                    old.release();
                }
            }
        }
        load.join();
        current[0].close();

        DeliveryStats stats = onlyStats();
        assertThat(stats.seen()).isEqualTo(events);
        assertThat(stats.dropped()).isEqualTo(stats.dropped(DropReason.QUEUE_FULL));
        assertThat(rig.transport.delivered).doesNotHaveDuplicates().hasSize((int)
                (events - stats.dropped(DropReason.QUEUE_FULL)));
        await().until(() -> rig.transport.threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void anEventOfferedDuringTheReleaseLeavesNoThreadBehind() throws Exception {
        List<PipelineHandle> handles = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            PipelineHandle handle = rig.open();
            handles.add(handle);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> offered = CompletableFuture.runAsync(() -> {
                meet(start);
                offer(handle, number, number);
            });
            meet(start);
            switch (i % 3) {
                case 0 -> handle.release();
                case 1 -> handle.stop();
                default -> handle.close();
            }
            offered.get(20, TimeUnit.SECONDS);
        }

        await().atMost(PATIENCE).until(() -> handles.stream().allMatch(PipelinesRig::isClosed));
        assertThat(onlyStats().pending()).isZero();
        assertThat(onlyStats().seen()).isEqualTo(300);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theAccountGoesOnWhereANewPipelineFollows() {
        PipelineHandle one = rig.open();
        offer(one, 1, 2);
        one.close();
        PipelineHandle two = rig.open();
        offer(two, 3, 3);
        two.close();

        assertThat(two.pipeline()).isNotSameAs(one.pipeline());
        assertThat(onlyStats().seen()).isEqualTo(3);
        assertThat(onlyStats().delivered()).isEqualTo(3);
        assertThat(rig.opened).hasValue(2);
    }

    @Test
    void aStoppingSystemWaitsForWhatItLeftBehind() {
        rig.transport.hang();
        PipelineHandle handle = rig.open(new Owner(system, "A"), "flushBatchSize", "1");
        offer(handle, 1, 5);
        handle.release();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(system, Duration.ZERO));
        await().until(() -> rig.transport.stuck() > 0);
        assertThat(stopped).isNotDone();
        rig.transport.goOn();

        stopped.join();
        assertThat(rig.transport.delivered).hasSize(5);
        assertThat(isClosed(handle)).isTrue();
    }

    @Test
    void aSystemThatIsStoppedTwiceAtOnceWaitsTwice() {
        rig.transport.hang();
        PipelineHandle handle = rig.open(new Owner(system, "A"), "flushBatchSize", "1");
        offer(handle, 1, 1);
        handle.release();
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(system, Duration.ZERO));
        await().until(() -> {
            offer(handle, 2, 2);
            return handle.stats().dropped(DropReason.CLOSED) > 0; // the first has begun
        });
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> {
            rig.pipelines.systemStopped(system, Duration.ZERO);
            return isClosed(handle);
        });
        rig.transport.goOn();

        assertThat(second).succeedsWithin(PipelinesRig.PATIENCE).isEqualTo(true);
        first.join();
    }

    @Test
    void aPipelineThatOthersUseDoesNotRememberWhoHasGone() {
        Object gone = new Object();
        PipelineHandle first = rig.open(new Owner(gone, "A"));
        PipelineHandle second = rig.open(new Owner(system, "B"));
        first.release();
        second.release();
        PipelineHandle third = rig.open(new Owner(gone, "C"));

        // Nobody's any more: neither the one who left before others did, nor the last before somebody came back.
        rig.pipelines.systemStopped(system, Duration.ZERO);
        assertThat(isClosed(third)).isFalse();
        third.close();
    }

    @Test
    void aStoppingSystemDoesNotWaitForAnother() {
        rig.transport.hang();
        PipelineHandle left = rig.open(new Owner(new Object(), "A"), "flushBatchSize", "1");
        offer(left, 1, 1);
        left.release();
        PipelineHandle inUse = rig.open(new Owner(system, "B"), "apiKey", "other");
        offer(inUse, 2, 2);

        rig.pipelines.systemStopped(system, Duration.ofDays(1)); // or the test's timeout ends it

        assertThat(isClosed(left)).isFalse();
        assertThat(isClosed(inUse)).isFalse();
        rig.transport.goOn();
        inUse.close();
        await().until(() -> isClosed(left));
    }

    @Test
    void aStoppingSystemIsHeldNoLongerThanItsBudget() {
        rig.transport.hang();
        PipelineHandle handle = rig.open(new Owner(system, "A"), "shutdownTimeout", "50 ms");
        offer(handle, 1, 5);
        handle.release();

        rig.pipelines.systemStopped(system, Duration.ofMillis(100));

        await().until(() -> isClosed(handle));
        assertThat(onlyStats().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void everyPipelineCanBeFlushedAtOnce() {
        PipelineHandle one = rig.open();
        PipelineHandle two = rig.open("apiKey", "other");
        offer(one, 1, 1);
        offer(two, 2, 2);

        assertThat(rig.pipelines.flushAll(PATIENCE)).isTrue();
        assertThat(rig.transport.delivered).containsExactlyInAnyOrder("e1", "e2");
        rig.transport.hang();
        offer(two, 3, 3);
        assertThat(rig.pipelines.flushAll(Duration.ofMillis(20))).isFalse();
        rig.transport.goOn();
        one.close();
        two.close();
    }

    @Test
    void ofTwoFlushesAtTheSameTimeBothHearOfADrop() {
        rig.transport.hang();
        PipelineHandle handle = rig.open();
        offer(handle, 1, 1);
        CompletableFuture<Boolean> one = handle.pipeline().flushAndAnswer();
        CompletableFuture<Boolean> two = handle.pipeline().flushAndAnswer();
        handle.dropped(DropReason.MISSING_USER_ID);
        rig.transport.goOn();

        assertThat(one).succeedsWithin(PATIENCE).isEqualTo(false);
        assertThat(two).succeedsWithin(PATIENCE).isEqualTo(false);
        assertThat(flush(handle)).isTrue();
        handle.close();
    }

    @Test
    void aNewPipelineDoesNotAnswerForWhatItsPredecessorDropped() {
        PipelineHandle one = rig.open();
        one.dropped(DropReason.MISSING_USER_ID);
        one.close();
        PipelineHandle two = rig.open();
        offer(two, 1, 1);

        assertThat(flush(two)).isTrue();
        two.close();
    }

    @Test
    void theAccountsOfADestinationInUseAreNeverForgotten() {
        List<PipelineHandle> handles = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            handles.add(rig.open("apiKey", "key" + i));
        }
        assertThat(rig.pipelines.figures().stats()).hasSize(120);

        handles.forEach(handle -> handle.close());
        rig.open("apiKey", "another").close();
        assertThat(rig.pipelines.figures().stats())
                .as("of the others a hundred are kept")
                .hasSize(100);
    }

    /** Each would leave something if the pipeline noted their coming and going for a thread that never starts. */
    @Test
    void usersWhoComeAndGoOnAPipelineWithoutEventsLeaveNothing() {
        PipelineHandle stays = rig.open();
        Settings settings = PipelinesRig.settings();
        comeAndGo(settings, 1_000);
        long before = usedHeap();
        comeAndGo(settings, 200_000);

        assertThat(usedHeap() - before).as("bytes kept for 200,000 users").isLessThan(5_000_000);
        stays.close();
    }

    private void comeAndGo(Settings settings, int users) {
        for (int i = 0; i < users; i++) {
            PipelineHandle handle = rig.open(settings, new Owner(system, "A"));
            if (i % 2 == 0) {
                handle.close();
            } else {
                handle.stop();
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
