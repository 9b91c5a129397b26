package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A step of the delivery thread that fails in the middle, for a defect of ours or because memory ran out: it costs
 * what it had in hand, which is counted, and nothing else.
 */
class FailedStepsTest {

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
    void whatAFailedAnswerWasAboutIsGivenUp() {
        rig.offer(1, 20).step();
        rig.counters.failsIn = 5;
        meetsDefect(() -> rig.answer(DELIVERED));
        rig.step();

        assertThat(rig.stats().delivered()).isEqualTo(5);
        assertThat(rig.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(15);
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void aBatchThatCannotBeHandedToASenderIsGivenUp() {
        rig.failingLaunch = true;
        meetsDefect(() -> rig.offer(1, 20).step());
        rig.step();

        assertThat(rig.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(20);
        rig.offer(21, 40).step().answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void whatOtherSendersHaveAndWhatWaitsGoesOn() {
        rig.offer(1, 60).stepThroughBacklog();
        rig.counters.failsIn = 0;
        meetsDefect(() -> rig.answer(DELIVERED));
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));

        assertThat(rig.stats().delivered()).isEqualTo(40);
        assertThat(rig.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(20);
    }

    @Test
    void aSearchForRefusedEventsGoesOnWithTheOtherParts() {
        rig.offer(1, 20).step().answer(REFUSED);
        rig.counters.failsIn = 3;
        meetsDefect(() -> rig.answer(DELIVERED));

        rig.serve(request -> request.names().contains("e17") ? REFUSED : DELIVERED, Duration.ofMinutes(1));
        assertThat(rig.stats().delivered()).isEqualTo(3 + 9);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.dropped(DropReason.INTERNAL_ERROR)).isEqualTo(7);
    }

    @Test
    void aStopThatMeetsOneStillEndsAndCountsEveryEventOnce() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.closeIn(Duration.ofSeconds(5));
        rig.counters.failsIn = 7;
        meetsDefect(() -> rig.pass(Duration.ofSeconds(5)));
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(40);
    }
}
