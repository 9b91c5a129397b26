package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.json.EventEncoder.Result.ADDED;
import static com.trubrics.appender.internal.queue.Sample.large;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.json.EncodedBatch;
import com.trubrics.appender.internal.json.EventEncoder;
import com.trubrics.appender.internal.queue.QueuedEvent;
import com.trubrics.appender.internal.queue.WakeupThreshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When waiting events leave, and in which company. */
class FlushingTest {

    private LoopRig rig = new LoopRig();

    @Test
    void fewerEventsThanABatchWaitForTheInterval() {
        rig.offer(1, 19).step().step();

        assertThat(rig.sent).isEmpty();
        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rig.take().size()).isEqualTo(19);
    }

    @Test
    void theAgeOfTheOldestEventCounts() {
        rig.offer(1, 1).pass(Duration.ofSeconds(6));
        rig.offer(2, 2).pass(Duration.ofSeconds(4));

        assertThat(rig.take().names()).containsExactly("e1", "e2");
    }

    @Test
    void aFullBatchLeavesAtOnce() {
        rig.offer(1, 20).step();

        assertThat(rig.take().size()).isEqualTo(20);
    }

    @Test
    void noRequestCarriesMoreThanABatch() {
        rig.offer(1, 45).stepThroughBacklog();

        assertThat(rig.sent.stream().map(LoopRig.Sent::size)).containsExactly(20, 20);
        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.sent.stream().map(LoopRig.Sent::size)).containsExactly(20, 20, 5);
    }

    @Test
    void eventsOfBothKindsTogetherTriggerAFlush() {
        rig.offer(1, 12).offerLlm(1, 8).step();

        assertThat(rig.sent.stream().map(LoopRig.Sent::size)).containsExactlyInAnyOrder(12, 8);
    }

    @Test
    void aFlushSendsWhatWaitsAndIsDoneWhenItHasEnded() {
        rig.offer(1, 3).offerLlm(1, 1);
        CompletableFuture<Boolean> done = rig.flush();

        assertThat(rig.sent).hasSize(2);
        rig.answer(DELIVERED);
        assertThat(done).isNotDone();
        rig.answer(DELIVERED);
        assertThat(done).isCompletedWithValue(true);
    }

    @Test
    void aFlushDoesNotWaitForEventsOfferedLater() {
        rig.offer(1, 1);
        CompletableFuture<Boolean> done = rig.flush();
        rig.offer(2, 2).step();

        rig.answer(DELIVERED);

        assertThat(done).isCompletedWithValue(true);
        assertThat(rig.stats().pending()).isEqualTo(1);
    }

    @Test
    void aFlushOfAnIdlePipelineIsDoneAtOnce() {
        assertThat(rig.flush()).isCompletedWithValue(true);
    }

    @Test
    void aFlushThatLosesAnEventSaysSo() {
        rig.offer(1, 1);
        CompletableFuture<Boolean> done = rig.flush();
        rig.answer(REFUSED);

        assertThat(done).isCompletedWithValue(false);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
    }

    @Test
    void anEventThatIsLostBeforeTheFlushIsHeardOfCountsAsWell() {
        rig.offer(1, 1).pass(Duration.ofSeconds(10));
        LoopRig.Sent request = rig.take();
        SendReport refused = new SendReport(request.flight(), request.events(), Map.of(), REFUSED, 100);
        rig.loop.post(now -> rig.loop.answered(refused, now));

        assertThat(rig.flush()).isCompletedWithValue(false);
    }

    @Test
    void noMoreRequestsAreUnderWayThanAllowed() {
        LoopRig narrow = new LoopRig(LoopRig.settings(1, 3)).offer(1, 10).stepThroughBacklog();

        assertThat(narrow.sent).hasSize(3);
        narrow.answer(DELIVERED);
        assertThat(narrow.sent).hasSize(3);
    }

    @Test
    void anIdleLoopSleepsUntilItIsWoken() {
        assertThat(rig.step().delay).isEqualTo(Long.MAX_VALUE);
        rig.offer(1, 20).step().answer(DELIVERED);
        long last = rig.now;
        while (rig.delay != Long.MAX_VALUE) {
            rig.pass(Duration.ofNanos(rig.delay));
        }
        assertThat(Duration.ofNanos(rig.now - last))
                .as("looks again, after a second more rarely, and not beyond the interval")
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void onlyTheFirstEventAndAFullBatchAskForAttention() {
        rig.step();
        rig.offer(1, 1);
        assertThat(rig.attention).isEqualTo(1);
        rig.step().step().offer(2, 19);
        assertThat(rig.attention).isEqualTo(1);
        rig.offer(20, 20);
        assertThat(rig.attention).isEqualTo(2);
        rig.offer(21, 40);
        assertThat(rig.attention).isEqualTo(2);
    }

    @Test
    void whileBatchesFillUpNobodyCalls() {
        rig.step().offer(1, 11).step();
        assertThat(rig.attention).isEqualTo(1);
        assertThat(rig.delay).isEqualTo(WakeupThreshold.LOOK_INTERVAL);

        rig.offer(12, 50);
        assertThat(rig.attention).as("two batches are full").isEqualTo(1);
        rig.pass(Duration.ofNanos(WakeupThreshold.LOOK_INTERVAL));
        assertThat(rig.take().size()).isEqualTo(20);
    }

    @Test
    void aBurstThatComesNowAndThenCallsOnceForItsFirstBatch() {
        rig.step().offer(1, 60).stepThroughBacklog();
        rig.serve(request -> DELIVERED, Duration.ofSeconds(10));
        rig.pass(Duration.ofSeconds(5)).step();
        int before = rig.attention;

        rig.offer(61, 79);
        assertThat(rig.attention).as("the thread looks within the interval").isEqualTo(before);
        rig.offer(80, 160);
        assertThat(rig.attention).isEqualTo(before + 1);
    }

    @Test
    void smallBatchesAlwaysCall() {
        rig = new LoopRig(LoopRig.settings(2, 8));
        rig.step().offer(1, 2).step().answer(DELIVERED);
        for (int i = 3; i < 40; i += 2) {
            int before = rig.attention;
            rig.offer(i, i + 1);
            assertThat(rig.attention).isGreaterThan(before);
            rig.step().answer(DELIVERED);
        }
    }

    @Test
    void afterATrickleTheThreadIsWokenByAFullBatch() {
        rig.step().offer(1, 2).step();

        assertThat(rig.delay).as("ten looks a batch would be too many").isGreaterThan(WakeupThreshold.LOOK_INTERVAL);
    }

    @Test
    void aQueueThatIsFullOfLargeEventsIsSent() {
        for (OverflowPolicy overflow : OverflowPolicy.values()) {
            LoopRig small = new LoopRig(
                    LoopRig.settings(20, 8, new Queueing(100, 1_000_000, overflow, Duration.ofMillis(1), null)));
            small.step();
            for (int i = 1; i <= 3; i++) {
                small.queue.offer(large(i, 300_000), small.now);
            }
            small.step().step();
            assertThat(small.sent).as("%s, three of twenty events", overflow).isEmpty();
            int before = small.attention;

            small.queue.offer(large(4, 300_000), small.now);
            int called = small.attention;
            assertThat(called).isGreaterThan(before);
            small.queue.offer(large(5, 300_000), small.now);
            assertThat(small.attention).as("called once").isEqualTo(called);
            small.step();
            assertThat(small.sent).as("%s", overflow).isNotEmpty();
        }
    }

    @Test
    void aFullQueueOfWhichNothingCanBeSentDoesNotCallForEveryEvent() {
        LoopRig small = new LoopRig(
                LoopRig.settings(20, 8, new Queueing(40, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)));
        small.step().offer(1, 20).step().answer(LoopRig.UNAUTHORIZED).offer(21, 40);
        for (int i = 41; i < 100; i++) {
            small.offer(i, i).step();
        }
        assertThat(small.attention).isLessThan(5);
    }

    @Test
    void whatTheSizeOfAFullBatchLeavesOutGoesInTheNextRequest() {
        for (int i = 1; i <= 20; i++) {
            rig.queue.offer(large(i, 100_000), rig.now);
        }
        int requests = rig.serve(request -> DELIVERED, Duration.ofMillis(1));

        assertThat(requests).isGreaterThan(1);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void whatIsTakenForABodyFitsThoughLineEndsMakeTextsLonger() {
        String prose = "All work and no play makes Jack a dull boy.\n".repeat(1_580);
        for (int i = 1; i <= 40; i++) {
            rig.queue.offer(LlmEvent.builder("u", "p", prose).build(), rig.now);
        }
        rig.step();

        EventEncoder encoder = new EventEncoder();
        assertThat(rig.sent).isNotEmpty().allSatisfy(request -> {
            EncodedBatch body = new EncodedBatch();
            assertThat(request.events())
                    .allMatch(entry -> encoder.append(entry.event(), body, request.byteLimit(), 1 << 20) == ADDED);
        });
    }

    @Test
    void soDoesNothingOfTheOtherKind() {
        rig.step().offer(1, 2).step();
        for (int i = 1; i <= 20; i++) {
            rig.queue.offer(LlmEvent.builder("u", "p" + i, "g".repeat(100_000)).build(), rig.now);
        }
        rig.step();

        assertThat(rig.sent).allMatch(request -> request.names().get(0).startsWith("p"));
        assertThat(rig.queue.of(EventKind.USER).size()).isEqualTo(2);
    }

    @Test
    void aFullQueueSendsFullBatchesBeforeAFewEventsOfTheOtherKind() {
        LoopRig small = new LoopRig(
                LoopRig.settings(20, 1, new Queueing(61, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)));
        small.step().offerLlm(1, 1).offer(1, 60).stepThroughBacklog();
        small.offer(61, 61); // finds no room
        small.answer(DELIVERED);

        assertThat(small.sent)
                .singleElement()
                .satisfies(request -> assertThat(request.size()).isEqualTo(20));
    }

    @Test
    void whereHalfTheQueueIsLessThanABatchAStreamCallsOnlyForTheBatch() {
        LoopRig small = new LoopRig(
                LoopRig.settings(100, 8, new Queueing(100, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)));
        small.step().offer(1, 50);
        for (int i = 51; i < 100; i++) {
            small.step().offer(i, i);
        }
        assertThat(small.attention).isEqualTo(1);
    }

    @Test
    void aStreamThatHalfFillsTheQueueCalls() {
        rig = new LoopRig(
                LoopRig.settings(20, 8, new Queueing(100, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)));
        rig.step().offer(1, 11).step().offer(12, 49);
        assertThat(rig.attention).isEqualTo(1);
        rig.offer(50, 50);
        assertThat(rig.attention).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIntoARequestGoesInTheNext() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();
        rig.report(new SendReport(request.flight(), request.events().subList(0, 15), Map.of(), DELIVERED, 1_500));

        assertThat(rig.stats().delivered()).isEqualTo(15);
        assertThat(rig.sent.peek().names()).containsExactly("e16", "e17", "e18", "e19", "e20");
        rig.answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
        assertThat(rig.isBalanced()).isTrue();
    }

    @Test
    void anEventThatCannotBeEncodedCostsOnlyItself() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();
        List<QueuedEvent> sent = new ArrayList<>(request.events());
        QueuedEvent bad = sent.remove(3);
        rig.report(new SendReport(request.flight(), sent, Map.of(bad, DropReason.NOT_ENCODABLE), DELIVERED, 1_900));

        assertThat(rig.dropped(DropReason.NOT_ENCODABLE)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(rig.isBalanced()).isTrue();
    }

    @Test
    void anEventThatCouldNotBeDeliveredForItsAgeIsDropped() {
        Queueing tenMinutes =
                new Queueing(10_000, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, Duration.ofMinutes(10));
        rig = new LoopRig(LoopRig.settings(20, 8, tenMinutes));
        rig.offer(1, 20);
        rig.serve(request -> LoopRig.UNAVAILABLE, Duration.ofMinutes(6));
        rig.offer(21, 25);
        rig.serve(request -> LoopRig.UNAVAILABLE, Duration.ofMinutes(5));

        assertThat(rig.dropped(DropReason.EXPIRED)).isEqualTo(20);
        assertThat(rig.stats().pending()).isEqualTo(5);
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));
        assertThat(rig.stats().delivered()).isEqualTo(5);
    }

    @Test
    void withoutAnAgeNoneIsDroppedHoweverLongItTakes() {
        rig.offer(1, 20);
        rig.serve(request -> LoopRig.UNAVAILABLE, Duration.ofDays(2));

        assertThat(rig.stats().pending()).isEqualTo(20);
    }
}
