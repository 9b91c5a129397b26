package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.delivery.LoopRig.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A step of the delivery thread that fails in the middle, for a defect of ours or because memory ran out: whatever it had
 * in hand, no event is lost and none is counted twice.
 */
class DefectsTest {

    private final LoopRig rig = new LoopRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).isTrue();
        assertThat(rig.stats().pending()).isZero();
    }

    private void meetsDefect(Runnable step) {
        assertThatThrownBy(step::run).isInstanceOf(LoopRig.Defect.class);
    }

    @Test
    void whatAFailedAnswerWasAboutGoesAgain() {
        rig.offer(1, 20).step();
        rig.ledger.failsIn = 5;
        meetsDefect(() -> rig.answer(DELIVERED));
        rig.step();

        assertThat(rig.stats().delivered()).isEqualTo(5);
        LoopRig.Sent again = rig.take();
        assertThat(again.names()).hasSize(15).startsWith("e6").endsWith("e20");
        rig.answer(again, DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aBatchThatCannotBeLaunchedGoesAgain() {
        rig.failingLaunch = true;
        meetsDefect(() -> rig.offer(1, 20).step());
        rig.step();

        LoopRig.Sent again = rig.take();
        assertThat(again.size()).isEqualTo(20);
        rig.answer(again, DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void whatOtherSendersHaveStaysWithThem() {
        rig.offer(1, 40).stepThroughBacklog();
        LoopRig.Sent other = rig.sent.getLast();
        rig.ledger.failsIn = 0;
        meetsDefect(() -> rig.answer(DELIVERED));
        rig.step();

        assertThat(rig.sent).hasSize(2).contains(other);
        rig.answer(other, DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
        rig.answer(rig.sent.getLast(), DELIVERED);
    }

    @Test
    void aSearchForRefusedEventsBeginsAnew() {
        rig.offer(1, 20).step().answer(REFUSED);
        rig.ledger.failsIn = 3;
        meetsDefect(() -> rig.answer(DELIVERED));

        rig.serve(request -> request.names().contains("e7") ? REFUSED : DELIVERED, Duration.ofMinutes(1));
        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
    }

    @Test
    void aPauseIsForgottenAndComesAgainIfThereIsReason() {
        rig.offer(1, 20).step().answer(FORBIDDEN);
        rig.pass(Duration.ofSeconds(5));
        rig.ledger.failsIn = 0;
        meetsDefect(() -> rig.answer(DELIVERED));
        rig.step().answer(FORBIDDEN);

        assertThat(rig.sent).isEmpty();
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void aStopThatMeetsOneStillEndsAndCountsEveryEventOnce() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.endIn(Duration.ofSeconds(5), true);
        rig.ledger.failsIn = 7;
        meetsDefect(() -> rig.pass(Duration.ofSeconds(5)));
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(40);
    }

    @Test
    void aDefectInEveryAnswerCostsNoEventEither() {
        rig.offer(1, 3).endIn(Duration.ofHours(1), false);
        for (int i = 0; i < 10; i++) {
            rig.ledger.failsIn = 0;
            meetsDefect(() -> rig.answer(DELIVERED));
            rig.step();
        }
        rig.answer(NETWORK);
        rig.ledger.failsIn = -1;
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));

        assertThat(rig.stats().delivered()).isEqualTo(3);
    }
}
