package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.delivery.LoopRig.UNAUTHORIZED;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.transport.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stopping: one deadline over everything, and every event counted once. */
class EndingTest {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final LoopRig rig = new LoopRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
    }

    @Test
    void whatWaitsGoesOutAtOnceAndThenItIsOver() {
        rig.offer(1, 3).offerLlm(1, 2);
        rig.endIn(BUDGET, true);

        rig.answer(DELIVERED).answer(DELIVERED);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(5);
    }

    @Test
    void whatIsOfferedAfterwardsIsCountedAsClosed() {
        rig.endIn(BUDGET, true);
        rig.offer(1, 2);

        assertThat(rig.dropped(DropReason.CLOSED)).isEqualTo(2);
    }

    @Test
    void atTheDeadlineWhatIsLeftIsCountedAndReportedInOneLine() {
        rig.offer(1, 30);
        rig.endIn(BUDGET, true);
        rig.pass(BUDGET);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.sent).hasSize(2).allMatch(LoopRig.Sent::isGivenUp);
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(30);
        assertThat(rig.said)
                .anyMatch(text -> text.contains("30 events were not delivered") && text.contains("30 SHUTDOWN"));
    }

    @Test
    void anAnswerAfterTheDeadlineNoLongerCounts() {
        rig.offer(1, 20).step();
        LoopRig.Sent late = rig.take();
        rig.endIn(BUDGET, false);
        rig.pass(BUDGET);
        rig.answer(late, DELIVERED);

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
        assertThat(rig.stats().delivered()).isZero();
    }

    @Test
    void aBackoffIsCutShort() {
        rig.offer(1, 20).step().answer(NETWORK);
        rig.endIn(BUDGET, true);

        assertThat(rig.sent).hasSize(1);
        rig.answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aBackoffIsCutShortOnlyOnce() {
        rig.offer(1, 20).step().answer(NETWORK);
        rig.endIn(BUDGET, true);
        rig.answer(NETWORK);

        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofSeconds(1)).answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aKeyThatWasRefusedJustBeforeTheEndIsTriedAtOnce() {
        rig.offer(1, 20).step().answer(UNAUTHORIZED);
        rig.pass(Duration.ofMillis(100));
        rig.endIn(BUDGET, true);

        assertThat(rig.sent).hasSize(1);
        rig.serve(request -> DELIVERED, Duration.ofMillis(10));
        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aRetryAfterThatEndsTooLateGetsOneLastAttemptAtOnce() {
        Outcome later = new Outcome.Retry(Outcome.Cause.THROTTLED, Duration.ofMinutes(1), "429");
        rig.offer(1, 20).step().answer(later);
        rig.endIn(BUDGET, true);

        assertThat(rig.sent).hasSize(1);
        rig.answer(later);
        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
    }

    @Test
    void aRetryAfterThatEndsInTimeIsKept() {
        rig.offer(1, 20).step().answer(new Outcome.Retry(Outcome.Cause.THROTTLED, Duration.ofSeconds(3), "429"));
        rig.endIn(BUDGET, true);

        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofSeconds(3)).answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void anUnacceptedKeyIsTriedOnceMoreAndThenItIsOver() {
        rig.offer(1, 200).stepThroughBacklog();
        rig.serve(request -> UNAUTHORIZED, Duration.ofMinutes(5));
        int before = rig.requests;
        rig.endIn(BUDGET, true);
        rig.serve(request -> UNAUTHORIZED, BUDGET);

        assertThat(rig.requests - before).isLessThanOrEqualTo(2);
        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(200);
    }

    @Test
    void aKeyThatIsAcceptedAgainAtTheEndDeliversEverything() {
        rig.offer(1, 200).stepThroughBacklog();
        rig.serve(request -> UNAUTHORIZED, Duration.ofMinutes(5));
        rig.endIn(BUDGET, true);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(200);
    }

    @Test
    void aLastProbeThatIsRefusedByItselfLeavesTheNextOneItsTry() {
        rig.offer(1, 40).stepThroughBacklog().answer(FORBIDDEN);
        rig.endIn(Duration.ofSeconds(4), true);
        rig.answer(FORBIDDEN);
        rig.step();
        assertThat(rig.sent)
                .singleElement()
                .satisfies(probe -> assertThat(probe.size()).isEqualTo(1));
        rig.answer(REFUSED);
        rig.answer(TOO_LARGE);
        rig.serve(request -> DELIVERED, Duration.ofSeconds(4));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(38);
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isZero();
    }

    @Test
    void aLastProbeThatMeetsAFailureLeavesTheNextOneItsTry() {
        rig.offer(1, 40).stepThroughBacklog().answer(FORBIDDEN);
        rig.endIn(Duration.ofSeconds(4), true);
        rig.answer(FORBIDDEN);
        rig.step().answer(SERVER_ERROR);
        rig.serve(request -> DELIVERED, Duration.ofSeconds(4));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(40);
    }

    @Test
    void soDoesOneOfAnEndpointThatHasLongBeenClosed() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.serve(request -> FORBIDDEN, Duration.ofMinutes(5));
        while (!rig.sent.isEmpty()) {
            rig.answer(FORBIDDEN);
        }
        rig.endIn(BUDGET, true);
        rig.step().answer(SERVER_ERROR);
        rig.serve(request -> DELIVERED, BUDGET);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.stats().delivered()).isEqualTo(40);
    }

    @Test
    void soDoesOneOfTwoServersThatHaveLongAnsweredInTurn() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.serve(request -> rig.requests % 2 == 0 ? UNAUTHORIZED : FORBIDDEN, Duration.ofMinutes(5));
        while (!rig.sent.isEmpty()) {
            rig.answer(UNAUTHORIZED);
        }
        int before = rig.requests;
        rig.endIn(Duration.ofSeconds(8), true);
        rig.serve(
                request -> switch (rig.requests - before) {
                    case 1 -> FORBIDDEN;
                    case 2 -> UNAUTHORIZED;
                    case 3 -> FORBIDDEN;
                    default -> DELIVERED;
                },
                Duration.ofSeconds(8));

        assertThat(rig.stats().delivered()).isEqualTo(40);
    }

    @Test
    void twoServersThatAnswerInTurnMeetNoStormAtTheEnd() {
        rig.offer(1, 40).stepThroughBacklog().answer(UNAUTHORIZED);
        rig.endIn(Duration.ofSeconds(4), true);
        rig.serve(
                request -> {
                    assertThat(rig.requests).isLessThan(20);
                    return rig.requests % 2 == 0 ? UNAUTHORIZED : SERVER_ERROR;
                },
                Duration.ofSeconds(4));

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(40);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void aClosedEndpointThatNobodyCanReachAtTheEndMeetsNoStorm() {
        rig.offer(1, 40).stepThroughBacklog().answer(FORBIDDEN);
        rig.endIn(Duration.ofSeconds(4), true);
        rig.answer(FORBIDDEN);
        rig.serve(
                request -> {
                    assertThat(rig.requests).isLessThan(20);
                    return NETWORK;
                },
                Duration.ofSeconds(4));

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(40);
        assertThat(rig.hasEnded()).isTrue();
    }

    @Test
    void aSearchForRefusedEventsGoesOnWhileThereIsTime() {
        rig.offer(1, 20);
        rig.endIn(BUDGET, true);
        rig.serve(request -> request.names().contains("e5") ? REFUSED : DELIVERED, BUDGET);

        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void anEndInTheMiddleOfASearchCountsEveryEventOnce() {
        rig.offer(1, 60).stepThroughBacklog();
        rig.answer(REFUSED).answer(REFUSED).answer(REFUSED).answer(DELIVERED);
        rig.endIn(BUDGET, true);
        rig.pass(BUDGET);

        assertThat(rig.stats().pending()).isZero();
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void aSecondEndMovesTheDeadlineOutButNotIn() {
        rig.offer(1, 1);
        rig.endIn(Duration.ofSeconds(5), false);
        rig.endIn(Duration.ofSeconds(1), true);
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.hasEnded()).isFalse();
        rig.pass(Duration.ofSeconds(3));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void whileTheJvmLeavesNewEventsGoAtOnce() {
        rig.loop.leave();
        rig.endIn(BUDGET, false);
        rig.offer(1, 1).step();

        assertThat(rig.take().names()).containsExactly("e1");
        assertThat(rig.loop.isClosed()).isFalse();
    }

    @Test
    void anUnusedPipelineDeliversWithoutADeadlineAndThenCloses() {
        rig.offer(1, 20).step().answer(NETWORK);
        rig.loop.setUnused(true, rig.now);
        rig.serve(request -> NETWORK, Duration.ofHours(1));
        assertThat(rig.stats().pending()).isEqualTo(20);

        rig.serve(request -> DELIVERED, Duration.ofHours(1));
        assertThat(rig.stats().delivered()).isEqualTo(20);
        assertThat(rig.loop.isClosed()).isTrue();
    }

    @Test
    void anUnusedPipelineLingersForACallThatWasUnderWay() {
        rig.offer(1, 1).step();
        rig.loop.setUnused(true, rig.now);
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
        rig.loop.setUnused(true, rig.now);
        rig.step();
        rig.loop.setUnused(false, rig.now);
        rig.answer(DELIVERED);
        rig.offer(2, 2).step().step();

        assertThat(rig.loop.isClosed()).isFalse();
        assertThat(rig.sent).isEmpty();
        assertThat(rig.delay).isEqualTo(Duration.ofSeconds(10).toNanos());
    }
}
