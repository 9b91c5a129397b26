package com.trubrics.appender.internal.queue;

import static com.trubrics.appender.internal.queue.Sample.event;
import static com.trubrics.appender.internal.queue.Sample.large;
import static com.trubrics.appender.internal.queue.Sample.llmEvent;
import static com.trubrics.appender.internal.queue.Sample.names;
import static com.trubrics.appender.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.testkit.Campaign;
import com.trubrics.appender.testkit.ChildJvm;
import com.trubrics.appender.testkit.TestDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is accepted, and what is dropped for which reason. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class EventQueueTest {

    private static final int ALL = 100_000;

    private final DeliveryCounters counters = new DeliveryCounters(TestDestination.ONE);
    private final List<String> said = new ArrayList<>();
    private final RateLimitedDiagnostics reporter =
            new RateLimitedDiagnostics((level, message, cause) -> said.add(message), System::nanoTime);
    private volatile boolean mayBlock = true;
    private final AtomicInteger attention = new AtomicInteger();

    @AfterEach
    void everyEventIsAccountedFor() {
        var stats = counters.stats();
        assertThat(stats.seen()).as("%s", stats).isEqualTo(stats.delivered() + stats.dropped() + stats.pending());
    }

    private EventQueue queue(int capacity, OverflowPolicy overflow) {
        return queue(new Queueing(capacity, 1 << 26, overflow, Duration.ofMillis(20), null));
    }

    private EventQueue queue(Queueing queueing) {
        return queue(Sample.settings(20, 8, queueing));
    }

    private EventQueue queue(DeliverySettings settings) {
        return new EventQueue(counters, reporter, settings, () -> mayBlock, attention::incrementAndGet);
    }

    private static void offer(EventQueue queue, int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.offer(event(i), 0);
        }
    }

    private List<String> takeAll(EventQueue queue, EventKind kind) {
        List<QueuedEvent> taken = queue.of(kind).take(ALL, ALL);
        counters.delivered(taken);
        return names(taken);
    }

    @Test
    void eventsLeaveInTheirOrderEachKindByItself() {
        EventQueue queue = queue(100, OverflowPolicy.DROP_NEWEST);
        queue.offer(event(1), 0);
        queue.offer(llmEvent(1), 0);
        queue.offer(event(2), 0);

        assertThat(waiting(queue)).isEqualTo(3);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e1", "e2");
        assertThat(takeAll(queue, EventKind.LLM)).containsExactly("p1");
        assertThat(waiting(queue)).isZero();
    }

    @Test
    void dropNewestTurnsTheNewEventAway() {
        EventQueue queue = queue(3, OverflowPolicy.DROP_NEWEST);
        offer(queue, 1, 5);

        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e1", "e2", "e3");
    }

    @Test
    void dropOldestDropsWhatHasWaitedLongestOfBothKinds() {
        EventQueue queue = queue(4, OverflowPolicy.DROP_OLDEST);
        queue.offer(llmEvent(1), 0);
        offer(queue, 1, 2);
        queue.offer(llmEvent(2), 0);
        offer(queue, 3, 4);

        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e2", "e3", "e4");
        assertThat(takeAll(queue, EventKind.LLM)).containsExactly("p2");
    }

    @Test
    void dropOldestMakesAsMuchRoomAsALargeEventNeeds() {
        EventQueue queue = queue(new Queueing(100, 3_000, OverflowPolicy.DROP_OLDEST, Duration.ZERO, null));
        offer(queue, 1, 10);
        queue.offer(large(11, 2_000), 0);

        List<String> left = takeAll(queue, EventKind.USER);
        assertThat(left).endsWith("e10", "e11").doesNotContain("e1");
    }

    @Test
    void anEventThatCouldNeverFitCostsNoOther() {
        EventQueue queue = queue(new Queueing(100, 3_000, OverflowPolicy.DROP_OLDEST, Duration.ZERO, null));
        offer(queue, 1, 5);
        queue.offer(large(6, 5_000), 0);
        reporter.flush();

        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("larger than the whole queue", "queueBytes 3000"));
        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e1", "e2", "e3", "e4", "e5");
    }

    @Test
    void whereEverythingIsUnderWayDropOldestDropsTheNewest() {
        EventQueue queue = queue(2, OverflowPolicy.DROP_OLDEST);
        offer(queue, 1, 2);
        List<QueuedEvent> underWay = queue.of(EventKind.USER).take(ALL, ALL);
        offer(queue, 3, 3);

        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(counters.stats().pending()).isEqualTo(2);
        counters.delivered(underWay);
        offer(queue, 4, 4);
        assertThat(counters.stats().pending()).isEqualTo(1);
    }

    @Test
    void blockWaitsForRoomAndThenDrops() {
        EventQueue queue = queue(2, OverflowPolicy.BLOCK);
        offer(queue, 1, 3);

        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e1", "e2");
    }

    @Test
    void whereMemoryRunsOutInTheSearchForRoomTheEventIsCountedOnce() {
        EventQueue queue = new EventQueue(
                counters,
                reporter,
                Sample.settings(20, 8, new Queueing(1, 1 << 26, OverflowPolicy.BLOCK, Duration.ofDays(1), null)),
                () -> true,
                () -> {
                    if (attention.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("made for the test");
                    }
                });
        offer(queue, 1, 1);
        queue.threshold().rearm();
        offer(queue, 2, 2);

        assertThat(counters.stats().seen()).isEqualTo(2);
        assertThat(counters.stats().dropped(DropReason.INTERNAL_ERROR)).isEqualTo(1);
    }

    @Test
    void aCallerThatMustNotBlockDoesNotWait() {
        EventQueue queue = queue(new Queueing(1, 1 << 26, OverflowPolicy.BLOCK, Duration.ofDays(1), null));
        offer(queue, 1, 1);
        mayBlock = false;
        offer(queue, 2, 2);

        assertThat(counters.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void aCallerThatWaitsForRoomIsCountedAsClosedAtTheEnd() throws Exception {
        EventQueue queue = queue(new Queueing(1, 1 << 26, OverflowPolicy.BLOCK, Duration.ofDays(1), null));
        offer(queue, 1, 1);
        Thread caller = new Thread(() -> offer(queue, 2, 2));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        queue.close();

        caller.join();
        assertThat(counters.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void moreRoomLetsACallerIn() throws Exception {
        EventQueue queue = queue(new Queueing(1, 1 << 26, OverflowPolicy.BLOCK, Duration.ofSeconds(40), null));
        offer(queue, 1, 1);
        Thread caller = new Thread(() -> offer(queue, 2, 2));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        takeAll(queue, EventKind.USER);

        caller.join();
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e2");
    }

    /** It came when there was capacity for it, but others came first. */
    @Test
    void aLargeEventThatWaitsInALineBehindSmallOnesHasThemSentOnceTheyAreIn() throws Exception {
        EventQueue queue = queue(new Queueing(100, 3_000, OverflowPolicy.BLOCK, Duration.ofSeconds(40), null));
        queue.offer(large(1, 2_500), 0);
        Thread small = waiting(queue, event(2));
        Thread large = waiting(queue, large(3, 2_500));
        queue.threshold().hasLackedCapacity();
        queue.threshold()
                .arm(20, queue.lastSequence(), 50, Duration.ofSeconds(10).toNanos(), 0);
        attention.set(0);

        takeAll(queue, EventKind.USER);

        small.join();
        await().until(() -> attention.get() > 0);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e2");
        large.join();
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e3");
    }

    private static Thread waiting(EventQueue queue, Event event) {
        Thread caller = new Thread(() -> queue.offer(event, 0));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        return caller;
    }

    @Test
    void theFirstEventThatFindsNoRoomIsToldOf() {
        EventQueue queue = queue(1, OverflowPolicy.DROP_NEWEST);
        offer(queue, 1, 4);
        reporter.flush();

        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("queueCapacity 1,", "drop-newest", "3 times"));
    }

    @Test
    void anEventOverTheLimitIsTurnedAwayAtTheEntrance() {
        EventQueue queue = queue(10, OverflowPolicy.DROP_NEWEST);
        queue.offer(large(1, 1 << 20), 0);

        assertThat(counters.stats().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(waiting(queue)).isZero();
    }

    @Test
    void anEventIsTurnedAwayAfterTheEnd() {
        EventQueue queue = queue(10, OverflowPolicy.DROP_NEWEST);
        offer(queue, 1, 2);
        queue.close();
        offer(queue, 3, 3);

        assertThat(counters.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(waiting(queue)).isEqualTo(2);
        queue.sweepFinally();
        assertThat(counters.stats().dropped(DropReason.CLOSED)).isEqualTo(3);
        assertThat(counters.stats().pending()).isZero();
    }

    @Test
    void aStragglerAfterTheFinalSweepIsCountedOnce() {
        AtomicBoolean late = new AtomicBoolean(true);
        EventQueue[] self = new EventQueue[1];
        // The attention that the straggler draws stands for all that happens while it is on its way in.
        EventQueue queue = new EventQueue(counters, reporter, Sample.settings(20, 8), () -> true, () -> {
            if (late.getAndSet(false)) {
                self[0].close();
                self[0].of(EventKind.LLM).take(ALL, ALL);
                self[0].sweepFinally();
            }
        });
        self[0] = queue;
        offer(queue, 1, 1);

        assertThat(counters.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(counters.stats().pending()).isZero();
    }

    @Test
    void aTakeEndsAtItsBytesButNotBeforeTheFirstEvent() {
        EventQueue queue = queue(10, OverflowPolicy.DROP_NEWEST);
        for (int i = 1; i <= 4; i++) {
            queue.offer(large(i, 1_000), 0);
        }

        assertThat(queue.of(EventKind.USER).take(ALL, 10)).hasSize(1);
        assertThat(queue.of(EventKind.USER).take(ALL, 2_500)).hasSize(2);
    }

    @Test
    void whatIsTooOldIsDropped() {
        EventQueue queue = queue(10, OverflowPolicy.DROP_NEWEST);
        queue.offer(event(1), 0);
        queue.offer(event(2), 100);
        queue.of(EventKind.USER).expire(100);

        assertThat(counters.stats().dropped(DropReason.EXPIRED)).isEqualTo(1);
        assertThat(takeAll(queue, EventKind.USER)).containsExactly("e2");
    }

    /** Whatever the depth at which a log call is made, it is counted, gives back what it held, and keeps no other waiting. */
    @ParameterizedTest
    @EnumSource(names = {"DROP_OLDEST", "BLOCK"})
    void whereTheStackRunsOutTheSumHoldsAndCapacityComesBack(OverflowPolicy overflow) throws Exception {
        boolean waits = overflow == OverflowPolicy.BLOCK;
        EventQueue queue = queue(waits ? 3 : 200, overflow);
        // A class whose initialisation runs out of stack can never be used again, whoever is at fault.
        offer(queue, 1, waits ? 4 : 201);
        takeAll(queue, EventKind.USER);
        int rounds = waits ? 6 : 60; // a round has thousands of offers, and most of them wait
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            Thread producer = new Thread(
                    null,
                    () -> {
                        for (int i = 0; i < rounds; i++) {
                            DeepOffers.atEveryDepth(queue);
                        }
                    },
                    "deep",
                    256 * 1024);
            producers.add(producer);
            producer.start();
        }
        while (producers.stream().anyMatch(Thread::isAlive)) {
            if (waits) {
                queue.finishUnfinished();
                takeAll(queue, EventKind.USER);
            }
            Thread.onSpinWait();
        }
        queue.finishUnfinished();
        takeAll(queue, EventKind.USER);

        assertThat(counters.stats().pending()).isZero();
        assertThat(queue.of(EventKind.USER).size()).isZero();
        assertThat(counters.budget().bytes()).isZero();
        assertThat(counters.budget().isAwaited()).isFalse();
        queue.threshold().arm(20, queue.lastSequence(), 0, 1, 1);
        int before = attention.get();
        offer(queue, 1, 1);
        assertThat(attention).as("the next event wakes the delivery thread").hasValueGreaterThan(before);
        takeAll(queue, EventKind.USER);
    }

    /** There, most offers at the end of the stack fail between two steps. */
    @Test
    void whereTheStackRunsOutInTheInterpreterTheSumHolds() {
        String rounds = String.valueOf(Campaign.rounds(3, 30));
        try (ChildJvm jvm = ChildJvm.start(DeepOffers.class, List.of("-Xint"), List.of(rounds))) {
            assertThat(jvm.awaitExit(ChildJvm.PATIENCE).out())
                    .startsWith("missing 0, pending 0, waiting 0")
                    .contains("seen");
        }
    }

    /** Whoever adds, removes or evicts meanwhile: the events of one thread leave in its order, and the size is that of the queue. */
    @Test
    void concurrentProducersAndEvictionsKeepTheOrderOfEachThread() throws Exception {
        EventQueue queue = queue(20, OverflowPolicy.DROP_OLDEST);
        KindQueue waiting = queue.of(EventKind.USER);
        int each = 20_000;
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            int first = p * each;
            producers.add(new Thread(() -> offer(queue, first, first + each - 1)));
        }
        List<Integer> taken = new ArrayList<>();
        producers.forEach(Thread::start);
        while (producers.stream().anyMatch(Thread::isAlive)) {
            assertThat(waiting.size()).isBetween(0, 20);
            takeAll(queue, EventKind.USER).forEach(name -> taken.add(Integer.valueOf(name.substring(1))));
        }
        takeAll(queue, EventKind.USER).forEach(name -> taken.add(Integer.valueOf(name.substring(1))));

        for (int p = 0; p < 3; p++) {
            int producer = p;
            assertThat(taken).filteredOn(i -> i / each == producer).isSorted().doesNotHaveDuplicates();
        }
        assertThat(taken).isNotEmpty();
        assertThat(waiting.size()).isZero();
        assertThat(waiting.oldest()).isNull();
        assertThat(counters.stats().seen()).isEqualTo(3L * each);
    }

    @ParameterizedTest
    @EnumSource
    void underConcurrentProducersEveryEventIsTakenOnceOrCounted(OverflowPolicy overflow) throws Exception {
        EventQueue queue = queue(50, overflow);
        int each = 5_000;
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int first = p * each;
            producers.add(new Thread(() -> {
                for (int i = first; i < first + each; i++) {
                    queue.offer(i % 3 == 0 ? llmEvent(i) : event(i), 0);
                }
            }));
        }
        List<String> taken = new ArrayList<>();
        producers.forEach(Thread::start);
        while (producers.stream().anyMatch(Thread::isAlive)) {
            taken.addAll(takeAll(queue, EventKind.USER));
            taken.addAll(takeAll(queue, EventKind.LLM));
            Thread.onSpinWait();
        }
        queue.close();
        offer(queue, -1, -1);
        queue.sweepFinally();

        var stats = counters.stats();
        assertThat(taken).doesNotHaveDuplicates().hasSize((int) stats.delivered());
        assertThat(stats.seen()).isEqualTo(4L * each + 1);
        assertThat(stats.pending()).isZero();
        assertThat(stats.dropped(DropReason.QUEUE_FULL) + stats.dropped(DropReason.CLOSED))
                .isEqualTo(stats.dropped());
        assertThat(counters.budget().bytes()).isZero();
    }

    private static int waiting(EventQueue queue) {
        return queue.of(EventKind.USER).size() + queue.of(EventKind.LLM).size();
    }
}
