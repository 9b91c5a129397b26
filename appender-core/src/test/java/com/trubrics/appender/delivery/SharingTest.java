package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.PipelinesRig.PATIENCE;
import static com.trubrics.appender.delivery.PipelinesRig.flush;
import static com.trubrics.appender.delivery.PipelinesRig.isClosed;
import static com.trubrics.appender.delivery.PipelinesRig.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.Settings;
import com.trubrics.appender.delivery.Lease.Holder;
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
        assertThat(rig.pipelines.allStats()).allMatch(PipelinesRig::isBalanced);
    }

    private DeliveryStats onlyStats() {
        assertThat(rig.pipelines.allStats()).hasSize(1);
        return rig.pipelines.allStats().get(0);
    }

    private int batchSize(Lease lease) {
        return lease.pipeline().settings().batching().flushBatchSize();
    }

    @Test
    void usersOfOneDestinationShareAPipeline() {
        Lease one = rig.lease();
        Lease two = rig.lease();
        offer(one, 1, 1);
        offer(two, 2, 2);

        assertThat(flush(one)).isTrue();
        assertThat(two.pipeline()).isSameAs(one.pipeline());
        assertThat(two.stats()).isEqualTo(one.stats());
        assertThat(rig.transport.delivered).containsExactlyInAnyOrder("e1", "e2");
        one.close();
        two.close();
    }

    @Test
    void whoStopsWhileOthersGoOnNeedNotWaitForTheirInterval() {
        Lease one = rig.lease("flushInterval", "1 h");
        Lease two = rig.lease("flushInterval", "1 h");
        Lease three = rig.lease("flushInterval", "1 h");
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
        List<Lease> leases = List.of(
                rig.lease(),
                rig.lease("apiKey", "other"),
                rig.lease("host", "https://other.test"),
                rig.lease("proxy", "proxy.test:3128"),
                rig.lease("dryRun", "true"));

        assertThat(leases.stream().map(Lease::pipeline).distinct()).hasSize(5);
        leases.forEach(lease -> lease.close());
    }

    @Test
    void theSettingsOfTheLastStartedHoldUntilItGoes() {
        Lease one = rig.lease("flushBatchSize", "5");
        Lease two = rig.lease("flushBatchSize", "7");
        assertThat(batchSize(one)).isEqualTo(7);

        two.close();
        assertThat(batchSize(one)).isEqualTo(5);

        Lease three = rig.lease("flushBatchSize", "9");
        one.close();
        assertThat(batchSize(three)).isEqualTo(9);
        three.close();
    }

    @Test
    void aCallUnderWayWhenTheFirstShareIsExchangedIsDelivered() {
        Lease one = rig.lease(new Holder(system, "A"));
        one.release();
        Lease two = rig.lease(new Holder(system, "A"));
        offer(one, 1, 1);
        two.close();

        assertThat(rig.transport.delivered).hasSize(1);
    }

    @Test
    void aCallUnderWayWhenTheLastShareIsReleasedIsDeliveredToo() {
        Lease one = rig.lease(new Holder(system, "A"));
        one.release();
        offer(one, 1, 1);

        await().until(() -> rig.transport.delivered.size() == 1);
        await().until(() -> isClosed(one));
    }

    @Test
    void aReleasedPipelineThatNeverSawAnEventMakesWayForAnother() {
        Lease one = rig.lease(new Holder(system, "A"));
        one.release();
        assertThat(isClosed(one)).isFalse();
        Lease two = rig.lease(new Holder(system, "A"), "host", "https://other.test");

        assertThat(isClosed(one)).isTrue();
        two.close();
    }

    @Test
    void newSettingsApplyToARunningPipeline() {
        Lease one = rig.lease(new Holder(system, "A"));
        offer(one, 1, 3);
        Lease two = rig.lease(new Holder(system, "A"), "flushBatchSize", "3");

        await().until(() -> rig.transport.delivered.size() == 3);
        one.release();
        two.close();
    }

    @Test
    void aConflictIsWarnedAboutOnce() {
        Lease one = rig.lease(new Holder(system, "A"), "flushBatchSize", "5");
        Lease two = rig.lease(new Holder(system, "B"), "flushBatchSize", "7");

        assertThat(rig.said)
                .singleElement()
                .satisfies(text -> assertThat(text).contains(CONFLICT, "'B'", "https://example.test"));
        one.close();
        two.close();
    }

    @Test
    void theSameSettingsAreNoConflict() {
        Lease one = rig.lease(new Holder(system, "A"), "flushBatchSize", "5");
        Lease two = rig.lease(new Holder(system, "B"), "flushBatchSize", "5");

        assertThat(rig.said).isEmpty();
        one.close();
        two.close();
    }

    @Test
    void theSameNameInTheSameSystemIsAReconfigurationAndNoConflict() {
        Lease one = rig.lease(new Holder(system, "A"), "flushBatchSize", "5");
        Lease two = rig.lease(new Holder(system, "A"), "flushBatchSize", "7");
        assertThat(rig.said).isEmpty();

        Lease three = rig.lease(new Holder(new Object(), "A"), "flushBatchSize", "9");
        assertThat(rig.said).as("the same name in another system").hasSize(1);
        List.of(one, two, three).forEach(lease -> lease.close());
    }

    @Test
    void aSinkMayCallBackWhateverItIsTold() {
        Lease one = rig.lease("flushBatchSize", "5");
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        Lease two = rig.pipelines.lease(
                PipelinesRig.settings("flushBatchSize", "7"),
                new Holder(system, "B"),
                (level, message, cause) -> answered.complete(CompletableFuture.supplyAsync(rig.pipelines::allStats)
                                .completeOnTimeout(List.of(), 5, TimeUnit.SECONDS)
                                .join()
                                .size()
                        == 1));

        assertThat(answered).isCompletedWithValue(true);
        one.close();
        two.close();
    }

    @Test
    void theFirstToGoDoesNotEndThePipeline() {
        Lease one = rig.lease();
        Lease two = rig.lease();
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
        Lease one = rig.lease();
        Lease two = rig.lease();
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
        Lease lease = rig.lease("flushBatchSize", "1", "maxInFlight", "2");
        offer(lease, 1, 20);
        await().until(() -> rig.transport.stuck() == 2);

        lease.release(); // or the test's timeout ends it
        assertThat(onlyStats().pending()).isEqualTo(20);
        assertThat(isClosed(lease)).isFalse();
        rig.transport.goOn();

        await().until(() -> isClosed(lease));
        assertThat(rig.transport.delivered).hasSize(20).doesNotHaveDuplicates();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void releaseSendsWhatWaitsWithoutTheInterval() {
        Lease lease = rig.lease("flushInterval", "1 h");
        offer(lease, 1, 3);
        lease.release();

        await().until(() -> isClosed(lease));
        assertThat(rig.transport.delivered).hasSize(3);
    }

    @Test
    void aStopDoesNotWaitAndDropsNothingWhileTheProcessGoesOn() {
        rig.transport.hang();
        Lease lease = rig.lease("flushBatchSize", "1", "maxInFlight", "2", "shutdownTimeout", "0 s");
        offer(lease, 1, 20);
        await().until(() -> rig.transport.stuck() == 2);

        lease.stop(); // or the test's timeout ends it
        assertThat(onlyStats().pending()).isEqualTo(20);
        rig.transport.goOn();

        await().until(() -> isClosed(lease));
        assertThat(rig.transport.delivered).hasSize(20).doesNotHaveDuplicates();
        assertThat(onlyStats().dropped()).isZero();
        assertThat(rig.transport.closed).hasValue(1);
    }

    @Test
    void aStoppedPipelineThatNeverSawAnEventIsGoneAtOnce() {
        Lease lease = rig.lease();
        lease.stop();

        assertThat(isClosed(lease)).isTrue();
    }

    @Test
    void whatAnAppenderLeftThatWasStoppedAloneHasItsDeadlineWhenTheSystemStops() {
        rig.transport.hang();
        Lease lease = rig.lease(new Holder(system, "A"), "flushBatchSize", "1", "shutdownTimeout", "50 ms");
        offer(lease, 1, 5);
        lease.stop();
        await().until(() -> rig.transport.stuck() > 0);
        assertThat(onlyStats().pending()).isEqualTo(5);

        rig.pipelines.systemStopped(system, Duration.ZERO);
        await().until(() -> isClosed(lease));
        assertThat(onlyStats().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void aPipelineThatIsTakenUpAfterAStopGoesOn() {
        rig.transport.hang();
        Lease before = rig.lease();
        offer(before, 1, 3);
        before.stop();
        Lease after = rig.lease();
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
        Lease before = rig.lease(new Holder(system, "A"), "flushBatchSize", "1");
        offer(before, 1, 20);
        before.release();
        Lease after = rig.lease(new Holder(system, "A"), "flushBatchSize", "2");
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
        Holder holder = new Holder(system, "A");
        Lease[] current = {rig.lease(holder)};
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
            Lease next = i % 2 == 0 ? rig.lease(holder, "flushBatchSize", "" + (i + 1)) : null;
            synchronized (current) {
                Lease old = current[0];
                if (next == null) {
                    old.release();
                    current[0] = rig.lease(holder, "flushBatchSize", "" + (i + 1));
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
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int number = i;
            Lease lease = rig.lease();
            leases.add(lease);
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<Void> offered = CompletableFuture.runAsync(() -> {
                meet(start);
                offer(lease, number, number);
            });
            meet(start);
            switch (i % 3) {
                case 0 -> lease.release();
                case 1 -> lease.stop();
                default -> lease.close();
            }
            offered.get(20, TimeUnit.SECONDS);
        }

        await().atMost(PATIENCE).until(() -> leases.stream().allMatch(PipelinesRig::isClosed));
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
        Lease one = rig.lease();
        offer(one, 1, 2);
        one.close();
        Lease two = rig.lease();
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
        Lease lease = rig.lease(new Holder(system, "A"), "flushBatchSize", "1");
        offer(lease, 1, 5);
        lease.release();
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(system, Duration.ZERO));
        await().until(() -> rig.transport.stuck() > 0);
        assertThat(stopped).isNotDone();
        rig.transport.goOn();

        stopped.join();
        assertThat(rig.transport.delivered).hasSize(5);
        assertThat(isClosed(lease)).isTrue();
    }

    @Test
    void aSystemThatIsStoppedTwiceAtOnceWaitsTwice() {
        rig.transport.hang();
        Lease lease = rig.lease(new Holder(system, "A"), "flushBatchSize", "1");
        offer(lease, 1, 1);
        lease.release();
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> rig.pipelines.systemStopped(system, Duration.ZERO));
        await().until(() -> {
            offer(lease, 2, 2);
            return lease.stats().dropped(DropReason.CLOSED) > 0; // the first has begun
        });
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> {
            rig.pipelines.systemStopped(system, Duration.ZERO);
            return isClosed(lease);
        });
        rig.transport.goOn();

        assertThat(second).succeedsWithin(PipelinesRig.PATIENCE).isEqualTo(true);
        first.join();
    }

    @Test
    void aPipelineThatOthersUseDoesNotRememberWhoHasGone() {
        Object gone = new Object();
        Lease first = rig.lease(new Holder(gone, "A"));
        Lease second = rig.lease(new Holder(system, "B"));
        first.release();
        second.release();
        Lease third = rig.lease(new Holder(gone, "C"));

        // Nobody's any more: neither the one who left before others did, nor the last before somebody came back.
        rig.pipelines.systemStopped(system, Duration.ZERO);
        assertThat(isClosed(third)).isFalse();
        third.close();
    }

    @Test
    void aStoppingSystemDoesNotWaitForAnother() {
        rig.transport.hang();
        Lease left = rig.lease(new Holder(new Object(), "A"), "flushBatchSize", "1");
        offer(left, 1, 1);
        left.release();
        Lease inUse = rig.lease(new Holder(system, "B"), "apiKey", "other");
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
        Lease lease = rig.lease(new Holder(system, "A"), "shutdownTimeout", "50 ms");
        offer(lease, 1, 5);
        lease.release();

        rig.pipelines.systemStopped(system, Duration.ofMillis(100));

        await().until(() -> isClosed(lease));
        assertThat(onlyStats().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void everyPipelineCanBeFlushedAtOnce() {
        Lease one = rig.lease();
        Lease two = rig.lease("apiKey", "other");
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
        Lease lease = rig.lease();
        offer(lease, 1, 1);
        AwaitedFlush one = AwaitedFlush.begin(lease.pipeline());
        AwaitedFlush two = AwaitedFlush.begin(lease.pipeline());
        lease.dropped(DropReason.MISSING_USER_ID);
        rig.transport.goOn();
        long deadline = Waiting.after(PATIENCE);

        assertThat(one.await(deadline)).isFalse();
        assertThat(two.await(deadline)).isFalse();
        assertThat(flush(lease)).isTrue();
        lease.close();
    }

    @Test
    void aNewPipelineDoesNotAnswerForWhatItsPredecessorDropped() {
        Lease one = rig.lease();
        one.dropped(DropReason.MISSING_USER_ID);
        one.close();
        Lease two = rig.lease();
        offer(two, 1, 1);

        assertThat(flush(two)).isTrue();
        two.close();
    }

    @Test
    void theAccountsOfADestinationInUseAreNeverForgotten() {
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            leases.add(rig.lease("apiKey", "key" + i));
        }
        assertThat(rig.pipelines.allStats()).hasSize(120);

        leases.forEach(lease -> lease.close());
        rig.lease("apiKey", "another").close();
        assertThat(rig.pipelines.allStats())
                .as("of the others a hundred are kept")
                .hasSize(100);
    }

    /** Each would leave something if the pipeline noted their coming and going for a thread that never starts. */
    @Test
    void usersWhoComeAndGoOnAPipelineWithoutEventsLeaveNothing() {
        Lease stays = rig.lease();
        Settings settings = PipelinesRig.settings();
        comeAndGo(settings, 1_000);
        long before = usedHeap();
        comeAndGo(settings, 200_000);

        assertThat(usedHeap() - before).as("bytes kept for 200,000 users").isLessThan(5_000_000);
        stays.close();
    }

    private void comeAndGo(Settings settings, int users) {
        for (int i = 0; i < users; i++) {
            Lease lease = rig.lease(settings, new Holder(system, "A"));
            if (i % 2 == 0) {
                lease.close();
            } else {
                lease.stop();
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
