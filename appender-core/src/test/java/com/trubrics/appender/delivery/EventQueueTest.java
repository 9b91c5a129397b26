package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.Sample.event;
import static com.trubrics.appender.delivery.Sample.large;
import static com.trubrics.appender.delivery.Sample.llmEvent;
import static com.trubrics.appender.delivery.Sample.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings;
import com.trubrics.appender.config.DeliverySettings.Overflow;
import com.trubrics.appender.config.DeliverySettings.Queueing;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.transport.Endpoint;
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

/** What the entrance accepts, and what it turns away under which reason. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // our waits are not interruptible
class EventQueueTest {

    private static final int ALL = Integer.MAX_VALUE;

    private final Account account = new Account("https://example.test");
    private final List<String> said = new ArrayList<>();
    private final Reporter reporter = new Reporter((level, message, cause) -> said.add(message), System::nanoTime);
    private final AtomicInteger attention = new AtomicInteger();

    @AfterEach
    void everyEventIsAccountedFor() {
        var stats = account.stats();
        assertThat(stats.seen()).as("%s", stats).isEqualTo(stats.delivered() + stats.dropped() + stats.pending());
    }

    private EventQueue queue(int capacity, Overflow overflow) {
        return queue(new Queueing(capacity, 1 << 26, overflow, Duration.ofMillis(20)));
    }

    private EventQueue queue(Queueing queueing) {
        return queue(LoopRig.settings(20, 8, queueing));
    }

    private EventQueue queue(DeliverySettings settings) {
        return new EventQueue(account, reporter, settings, attention::incrementAndGet);
    }

    private static void offer(EventQueue queue, int from, int to) {
        for (int i = from; i <= to; i++) {
            queue.offer(event(i), 0);
        }
    }

    private static void nobody(Entry taken) {}

    private List<String> takeAll(EventQueue queue, Endpoint endpoint) {
        Ledger ledger = new Ledger(account);
        List<Entry> taken = queue.take(endpoint, ALL, Long.MAX_VALUE, ALL, ledger::taken);
        ledger.delivered(taken);
        return names(taken);
    }

    @Test
    void eventsLeaveInTheirOrderEachKindByItself() {
        EventQueue queue = queue(100, Overflow.DROP_NEWEST);
        queue.offer(event(1), 0);
        queue.offer(llmEvent(1), 0);
        queue.offer(event(2), 0);

        assertThat(waiting(queue)).isEqualTo(3);
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e1", "e2");
        assertThat(takeAll(queue, Endpoint.LLM_EVENTS)).containsExactly("p1");
        assertThat(waiting(queue)).isZero();
    }

    @Test
    void dropNewestTurnsTheNewEventAway() {
        EventQueue queue = queue(3, Overflow.DROP_NEWEST);
        offer(queue, 1, 5);

        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e1", "e2", "e3");
    }

    @Test
    void dropOldestDropsWhatHasWaitedLongestOfBothKinds() {
        EventQueue queue = queue(4, Overflow.DROP_OLDEST);
        queue.offer(llmEvent(1), 0);
        offer(queue, 1, 2);
        queue.offer(llmEvent(2), 0);
        offer(queue, 3, 4);

        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(queue.evictions()).isEqualTo(2);
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e2", "e3", "e4");
        assertThat(takeAll(queue, Endpoint.LLM_EVENTS)).containsExactly("p2");
    }

    @Test
    void dropOldestMakesAsMuchRoomAsALargeEventNeeds() {
        EventQueue queue = queue(new Queueing(100, 3_000, Overflow.DROP_OLDEST, Duration.ZERO));
        offer(queue, 1, 10);
        queue.offer(large(11, 2_000), 0);

        List<String> left = takeAll(queue, Endpoint.EVENTS);
        assertThat(left).endsWith("e10", "e11").doesNotContain("e1");
    }

    @Test
    void anEventThatCouldNeverFitCostsNoOther() {
        EventQueue queue = queue(new Queueing(100, 3_000, Overflow.DROP_OLDEST, Duration.ZERO));
        offer(queue, 1, 5);
        queue.offer(large(6, 5_000), 0);
        reporter.say();

        assertThat(said)
                .singleElement()
                .satisfies(
                        text -> assertThat(text).contains("more memory than the whole queue may", "queueBytes 3000"));
        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e1", "e2", "e3", "e4", "e5");
    }

    @Test
    void whereEverythingIsUnderWayDropOldestDropsTheNewest() {
        EventQueue queue = queue(2, Overflow.DROP_OLDEST);
        offer(queue, 1, 2);
        Ledger ledger = new Ledger(account);
        List<Entry> underWay = queue.take(Endpoint.EVENTS, ALL, Long.MAX_VALUE, ALL, ledger::taken);
        offer(queue, 3, 3);

        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(account.stats().pending()).isEqualTo(2);
        ledger.delivered(underWay);
        offer(queue, 4, 4);
        assertThat(account.stats().pending()).isEqualTo(1);
    }

    @Test
    void blockWaitsForRoomAndThenDrops() {
        EventQueue queue = queue(2, Overflow.BLOCK);
        offer(queue, 1, 3);

        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e1", "e2");
    }

    @Test
    void whereMemoryRunsOutInTheSearchForRoomTheEventIsCountedOnce() {
        EventQueue queue = new EventQueue(
                account,
                reporter,
                LoopRig.settings(20, 8, new Queueing(1, 1 << 26, Overflow.BLOCK, Duration.ofDays(1))),
                () -> {
                    if (attention.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("made for the test");
                    }
                });
        offer(queue, 1, 1);
        queue.bell().rearm();
        offer(queue, 2, 2);

        assertThat(account.stats().seen()).isEqualTo(2);
        assertThat(account.stats().dropped(DropReason.INTERNAL_ERROR)).isEqualTo(1);
    }

    @Test
    void anOwnThreadNeverWaitsForItself() throws Exception {
        EventQueue queue = queue(new Queueing(1, 1 << 26, Overflow.BLOCK, Duration.ofDays(1)));
        offer(queue, 1, 1);
        Thread own = new DeliveryThread(() -> offer(queue, 2, 2), "trubrics-test");
        own.start();
        own.join();

        assertThat(account.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void aCallerThatWaitsForRoomIsCountedAsClosedAtTheEnd() throws Exception {
        EventQueue queue = queue(new Queueing(1, 1 << 26, Overflow.BLOCK, Duration.ofDays(1)));
        offer(queue, 1, 1);
        Thread caller = new Thread(() -> offer(queue, 2, 2));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        queue.close();

        caller.join();
        assertThat(account.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
    }

    @Test
    void moreRoomLetsACallerIn() throws Exception {
        EventQueue queue = queue(new Queueing(1, 1 << 26, Overflow.BLOCK, Duration.ofSeconds(40)));
        offer(queue, 1, 1);
        Thread caller = new Thread(() -> offer(queue, 2, 2));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        takeAll(queue, Endpoint.EVENTS);

        caller.join();
        assertThat(takeAll(queue, Endpoint.EVENTS)).containsExactly("e2");
    }

    @Test
    void theFirstEventThatFindsNoRoomIsToldOf() {
        EventQueue queue = queue(1, Overflow.DROP_NEWEST);
        offer(queue, 1, 4);
        reporter.say();

        assertThat(said)
                .singleElement()
                .satisfies(text -> assertThat(text).contains("queueCapacity 1,", "drop-newest", "3 times"));
    }

    @Test
    void anEventOverTheLimitIsTurnedAwayAtTheEntrance() {
        EventQueue queue = queue(10, Overflow.DROP_NEWEST);
        queue.offer(large(1, 1 << 20), 0);

        assertThat(account.stats().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(waiting(queue)).isZero();
    }

    @Test
    void anEventIsTurnedAwayAfterTheEnd() {
        EventQueue queue = queue(10, Overflow.DROP_NEWEST);
        offer(queue, 1, 2);
        queue.close();
        offer(queue, 3, 3);

        assertThat(account.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(waiting(queue)).isEqualTo(2);
        queue.sweepFinally();
        assertThat(account.stats().dropped(DropReason.CLOSED)).isEqualTo(3);
        assertThat(account.stats().pending()).isZero();
    }

    @Test
    void aStragglerAfterTheFinalSweepIsCountedOnce() {
        AtomicBoolean late = new AtomicBoolean(true);
        EventQueue[] self = new EventQueue[1];
        // The attention that the straggler draws stands for all that happens while it is on its way in.
        EventQueue queue = new EventQueue(account, reporter, LoopRig.settings(20, 8), () -> {
            if (late.getAndSet(false)) {
                self[0].close();
                self[0].take(Endpoint.LLM_EVENTS, ALL, Long.MAX_VALUE, ALL, EventQueueTest::nobody);
                self[0].sweepFinally();
            }
        });
        self[0] = queue;
        offer(queue, 1, 1);

        assertThat(account.stats().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(account.stats().pending()).isZero();
    }

    @Test
    void aTakeEndsAtTheBoundOfAFlush() {
        EventQueue queue = queue(10, Overflow.DROP_NEWEST);
        offer(queue, 1, 2);
        long upTo = queue.lastSequence();
        offer(queue, 3, 4);

        List<Entry> taken = queue.take(Endpoint.EVENTS, ALL, upTo, ALL, EventQueueTest::nobody);
        assertThat(names(taken)).containsExactly("e1", "e2");
    }

    @Test
    void aTakeEndsAtItsBytesButNotBeforeTheFirstEvent() {
        EventQueue queue = queue(10, Overflow.DROP_NEWEST);
        for (int i = 1; i <= 4; i++) {
            queue.offer(large(i, 1_000), 0);
        }

        assertThat(queue.take(Endpoint.EVENTS, ALL, Long.MAX_VALUE, 10, EventQueueTest::nobody))
                .hasSize(1);
        assertThat(queue.take(Endpoint.EVENTS, ALL, Long.MAX_VALUE, 2_500, EventQueueTest::nobody))
                .hasSize(2);
    }

    @Test
    void aTakeThatFailsHalfWayLeavesTheRestCounted() {
        EventQueue queue = queue(10, Overflow.DROP_NEWEST);
        offer(queue, 1, 4);
        AtomicInteger left = new AtomicInteger(2);

        assertThatThrownBy(() -> queue.take(Endpoint.EVENTS, ALL, Long.MAX_VALUE, ALL, entry -> {
                    if (left.decrementAndGet() == 0) {
                        throw new OutOfMemoryError("made for the test");
                    }
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(queue.waiting(Endpoint.EVENTS)).isEqualTo(2);
        assertThat(queue.sweep(Endpoint.EVENTS, DropReason.CLOSED)).isEqualTo(2);
        assertThat(queue.waiting(Endpoint.EVENTS)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void underConcurrentProducersEveryEventIsTakenOnceOrCounted(Overflow overflow) throws Exception {
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
            taken.addAll(takeAll(queue, Endpoint.EVENTS));
            taken.addAll(takeAll(queue, Endpoint.LLM_EVENTS));
            Thread.onSpinWait();
        }
        queue.close();
        offer(queue, -1, -1);
        queue.sweepFinally();

        var stats = account.stats();
        assertThat(taken).doesNotHaveDuplicates().hasSize((int) stats.delivered());
        assertThat(stats.seen()).isEqualTo(4L * each + 1);
        assertThat(stats.pending()).isZero();
        assertThat(stats.dropped(DropReason.QUEUE_FULL) + stats.dropped(DropReason.CLOSED))
                .isEqualTo(stats.dropped());
        assertThat(account.room().bytes()).isZero();
    }

    private static int waiting(EventQueue queue) {
        return queue.waiting(Endpoint.EVENTS) + queue.waiting(Endpoint.LLM_EVENTS);
    }
}
