package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping: one deadline over everything, and every event counted once. */
class ShutdownTest {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final LoopRig rig = new LoopRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
    }

    @Test
    void whatWaitsGoesOutAtOnceAndThenItIsOver() {
        rig.offer(1, 3).offerLlm(1, 2);
        rig.closeIn(BUDGET);

        rig.answer(DELIVERED).answer(DELIVERED);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(5);
    }

    @Test
    void whatIsOfferedAfterwardsIsCountedAsClosed() {
        rig.closeIn(BUDGET);
        rig.offer(1, 2);

        assertThat(rig.dropped(DropReason.CLOSED)).isEqualTo(2);
    }

    @Test
    void aFullQueueThatAStopDropsHasNotRecovered() {
        Queueing twenty = new Queueing(20, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null);
        LoopRig full = new LoopRig(LoopRig.settings(20, 8, twenty));
        full.offer(1, 30);
        full.pass(Duration.ofSeconds(1));
        full.closeIn(BUDGET);
        full.pass(BUDGET);

        assertThat(full.said).anyMatch(text -> text.contains("queue is full"));
        assertThat(full.said).noneMatch(text -> text.contains("has capacity again"));
    }

    @Test
    void atTheDeadlineWhatIsLeftIsCountedAndReportedInOneLine() {
        rig.offer(1, 30);
        rig.closeIn(BUDGET);
        rig.pass(BUDGET);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.sent).hasSize(2).allMatch(LoopRig.Sent::isGivenUp);
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(30);
        assertThat(rig.said)
                .anyMatch(text -> text.contains("30 events were not delivered") && text.contains("30 SHUTDOWN"));
    }

    /** A short program may end before its first request has failed. Then nothing else says what is wrong. */
    @Test
    void ifNoRequestWasAnsweredTheLastLineSaysWhatToCheck() {
        rig.offer(1, 20);
        rig.closeIn(BUDGET);
        rig.pass(BUDGET);

        assertThat(rig.said)
                .anyMatch(text -> text.endsWith("The server has answered no request: check 'host' and 'proxy'."));
    }

    @Test
    void ifARequestWasAnsweredTheLastLineOnlyCounts() {
        rig.offer(1, 20).step();
        rig.answer(DELIVERED);
        rig.offer(21, 40).step();
        rig.closeIn(BUDGET);
        rig.pass(BUDGET);

        assertThat(rig.said).anyMatch(text -> text.endsWith("20 SHUTDOWN (of 40 seen, 20 delivered)."));
    }

    @Test
    void anAnswerAfterTheDeadlineNoLongerCounts() {
        rig.offer(1, 20).step();
        LoopRig.Sent late = rig.take();
        rig.settleIn(BUDGET);
        rig.pass(BUDGET);
        rig.answer(late, DELIVERED);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
        assertThat(rig.stats().delivered()).isZero();
    }

    @Test
    void aBackoffIsCutShortOnceAndThenLastsASecondAtMost() {
        rig.offer(1, 20).step().answer(NETWORK);
        rig.closeIn(BUDGET);

        assertThat(rig.sent).hasSize(1);
        rig.answer(NETWORK);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofSeconds(1));
        rig.answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    /** However long it has lasted, and whether or not a trial is under way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 31, 60})
    void aServerThatIsBackDuringTheStopGetsEverything(int minutes) {
        rig.offer(1, 200);
        rig.serve(request -> UNAVAILABLE, Duration.ofMinutes(minutes));
        rig.closeIn(BUDGET);
        long back = rig.now + Duration.ofSeconds(1).toNanos();
        rig.serve(request -> rig.now - back < 0 ? UNAVAILABLE : DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(200);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void aRetryAfterThatEndsTooLateIsKeptAndTheStopDoesNotWaitForIt() {
        rig.offer(1, 20).step().answer(LoopRig.throttled(Duration.ofMinutes(1)));
        rig.closeIn(BUDGET);

        assertThat(rig.sent).isEmpty();
        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
    }

    @Test
    void aRetryAfterThatEndsInTimeIsKept() {
        rig.offer(1, 20).step().answer(LoopRig.throttled(Duration.ofSeconds(3)));
        rig.closeIn(BUDGET);

        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(3_600)).answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void anUnacceptedKeyIsTriedTwiceMoreAndThenItIsOver() {
        rig.offer(1, 200).stepThroughBacklog();
        rig.serve(request -> UNAUTHORIZED, Duration.ofMinutes(5));
        int before = rig.requests;
        long begin = rig.now;
        rig.closeIn(BUDGET);
        rig.serve(request -> UNAUTHORIZED, BUDGET);

        assertThat(rig.requests - before).isLessThanOrEqualTo(2);
        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.now - begin)
                .as("soon")
                .isLessThanOrEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(200);
    }

    @Test
    void aKeyThatIsAcceptedAgainAtTheEndDeliversEverything() {
        rig.offer(1, 200).stepThroughBacklog();
        rig.serve(request -> UNAUTHORIZED, Duration.ofMinutes(5));
        rig.closeIn(BUDGET);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsRefusedForTheFirstTimeDuringTheStopIsTriedOnceMore() {
        rig.offer(1, 5);
        rig.closeIn(BUDGET);
        rig.answer(UNAUTHORIZED);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(5);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void theOtherEndpointIsTriedOnceMoreAsWell() {
        rig.offer(1, 5).offerLlm(1, 25);
        rig.closeIn(BUDGET);
        rig.answer(UNAUTHORIZED);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(30);
    }

    @Test
    void aKeyThatIsRefusedWhenTheStopHasBegunIsTriedOnceMore() {
        rig.offer(1, 20).offerLlm(1, 20).step();
        rig.closeIn(BUDGET);
        rig.answer(UNAUTHORIZED);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(40);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void aServerThatIsDownMeetsNoStormAtTheEnd() {
        rig.offer(1, 2_000).stepThroughBacklog();
        rig.serve(request -> UNAVAILABLE, Duration.ofMinutes(5));
        int before = rig.requests;
        rig.closeIn(BUDGET);
        rig.serve(request -> rig.requests % 2 == 0 ? UNAUTHORIZED : UNAVAILABLE, BUDGET);

        assertThat(rig.requests - before).isLessThan(20);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void theExitOfTheJvmWaitsForWhatWasOfferedBeforeItAndForNoMore() {
        rig.offer(1, 3);
        rig.loop.exit();
        rig.settleIn(BUDGET);
        rig.offer(4, 4).step();
        rig.answer(DELIVERED);

        assertThat(rig.hasEnded())
                .as("though an event that came later is under way")
                .isTrue();
        assertThat(rig.sent).hasSize(1);
        rig.answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(4);
    }

    @Test
    void afterAnEndThatOthersOutliveWaitsAreAsLongAsBefore() {
        rig.offer(1, 5);
        rig.settleIn(BUDGET);
        rig.serve(request -> DELIVERED, BUDGET);
        assertThat(rig.hasEnded()).isTrue();

        rig.offer(6, 25);
        assertThat(rig.serve(request -> UNAVAILABLE, Duration.ofHours(1)))
                .as("requests at a pace of up to 30 s")
                .isLessThan(400);
        rig.serve(request -> DELIVERED, Duration.ofMinutes(2));
        assertThat(rig.stats().delivered()).isEqualTo(25);
    }

    @Test
    void aSearchForRefusedEventsGoesOnWhileThereIsTime() {
        rig.offer(1, 20);
        rig.closeIn(BUDGET);
        rig.serve(request -> request.names().contains("e5") ? REFUSED : DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void anEndInTheMiddleOfASearchCountsEveryEventOnce() {
        rig.offer(1, 60).stepThroughBacklog();
        rig.answer(REFUSED).answer(REFUSED).answer(REFUSED).answer(DELIVERED);
        rig.closeIn(BUDGET);
        rig.pass(BUDGET);

        assertThat(rig.stats().pending()).isZero();
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void aSecondEndMovesTheDeadlineOutButNotIn() {
        rig.offer(1, 1);
        rig.settleIn(Duration.ofSeconds(5));
        rig.closeIn(Duration.ofSeconds(1));
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.hasEnded()).isFalse();
        rig.pass(Duration.ofSeconds(3));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void whileTheJvmLeavesNewEventsGoAtOnce() {
        rig.loop.exit();
        rig.settleIn(BUDGET);
        rig.offer(1, 1).step();

        assertThat(rig.take().names()).containsExactly("e1");
        assertThat(rig.loop.isClosed()).isFalse();
    }

    @Test
    void anEventThatComesInTheMiddleOfAStepIsNotGivenUp() {
        Queueing anHour = new Queueing(10_000, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, Duration.ofHours(1));
        LoopRig exiting = new LoopRig(LoopRig.settings(20, 8, anHour));
        exiting.offer(1, 1);
        exiting.loop.exit();
        exiting.settleIn(BUDGET);
        exiting.counters.meanwhile = () -> {
            if (exiting.queue.lastSequence() == 1 && exiting.stats().delivered() == 1) {
                exiting.offer(2, 2);
            }
        };
        exiting.answer(DELIVERED).step().answer(DELIVERED);

        assertThat(exiting.stats().delivered()).isEqualTo(2);
    }

    @Test
    void aTrialThatWasGivenUpButWhoseSenderHasNotReturnedHoldsUpTheNextEventsForAMomentOnly() {
        rig.offer(1, 20).step().answer(LoopRig.throttled(Duration.ofSeconds(1)));
        rig.pass(Duration.ofSeconds(2));
        LoopRig.Sent trial = rig.take();
        rig.settleIn(Duration.ofMillis(100)).pass(Duration.ofMillis(100));
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);

        rig.offer(21, 21).closeIn(BUDGET);
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
        rig.answer(trial, NETWORK).answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(1);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void anUnusedPipelineDeliversWithoutADeadlineAndThenCloses() {
        rig.offer(1, 20).step().answer(NETWORK);
        rig.loop.unused(rig.now);
        rig.serve(request -> NETWORK, Duration.ofHours(1));
        assertThat(rig.stats().pending()).isEqualTo(20);

        rig.serve(request -> DELIVERED, Duration.ofHours(1));
        assertThat(rig.stats().delivered()).isEqualTo(20);
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void anUnusedPipelineLingersForACallThatWasUnderWay() {
        rig.offer(1, 1).step();
        rig.loop.unused(rig.now);
        rig.step().answer(DELIVERED);
        assertThat(rig.loop.isClosed()).isFalse();
        rig.offer(2, 2).step().answer(DELIVERED);

        rig.pass(Duration.ofNanos(rig.delay));
        assertThat(rig.loop.isClosed()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(2);
    }

    @Test
    void anUnusedPipelineThatIsTakenUpAgainGoesOn() {
        rig.offer(1, 1).step();
        rig.loop.unused(rig.now);
        rig.step();
        rig.loop.usedAgain();
        rig.answer(DELIVERED);
        rig.offer(2, 2).step().step();

        assertThat(rig.loop.isClosed()).isFalse();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.delay).isEqualTo(Duration.ofSeconds(10).toNanos());
    }
}
