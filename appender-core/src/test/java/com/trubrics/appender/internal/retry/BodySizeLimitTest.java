package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is learned of an endpoint's limit. */
class BodySizeLimitTest {

    private final BodySizeLimit limit = new BodySizeLimit();

    @Test
    void untilSomethingIsRefusedTheConfiguredSizeHolds() {
        limit.passed(10);

        assertThat(limit.atMost(1_000)).isEqualTo(1_000);
    }

    @Test
    void estimatesLeaveAReserve() {
        assertThat(limit.estimatedAtMost(1_000)).isEqualTo(875);
        assertThat(limit.estimatedAtMost(1)).isEqualTo(1);

        limit.refused(800);

        assertThat(limit.estimatedAtMost(1_000)).isEqualTo(350);
    }

    @Test
    void aRefusalHalvesIt() {
        limit.refused(800);

        assertThat(limit.atMost(1_000)).isEqualTo(400);
        assertThat(limit.atMost(100)).isEqualTo(100);
    }

    @Test
    void whatPassedMoreThanThatIsRemembered() {
        limit.refused(800);
        limit.passed(700);

        assertThat(limit.atMost(1_000)).isEqualTo(700);
    }

    @Test
    void lessThatPassedTellsNothing() {
        limit.refused(800);
        limit.passed(100);

        assertThat(limit.atMost(1_000)).isEqualTo(400);
    }

    @Test
    void whatPassedTellsMoreThanASmallerRefusal() {
        limit.refused(800);
        limit.passed(900);

        assertThat(limit.atMost(1_000)).isEqualTo(900);
        limit.refused(850);
        assertThat(limit.atMost(1_000)).as("an event that is always refused").isEqualTo(900);
    }

    @Test
    void aLargerRefusalLeavesWhatHasPassed() {
        limit.passed(700);
        limit.refused(800);

        assertThat(limit.atMost(1_000)).isEqualTo(700);
    }

    @Test
    void aLargerRefusalLaterDoesNotRaiseIt() {
        limit.refused(800);
        limit.refused(5_000);

        assertThat(limit.atMost(10_000)).isEqualTo(400);
    }

    private void pass(int bodies, int bytes) {
        for (int i = 0; i < bodies; i++) {
            limit.passed(bytes);
        }
    }

    @Test
    void afterAHundredBodiesALargerOneIsTried() {
        limit.refused(800);
        pass(99, 10);
        assertThat(limit.atMost(10_000)).isEqualTo(400);

        pass(1, 10);
        assertThat(limit.atMost(10_000)).isEqualTo(800);
        pass(10_000, 10);
        assertThat(limit.atMost(Integer.MAX_VALUE))
                .as("nothing is known any more")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aLimitThatStaysCostsOneRefusalInAHundredBodies() {
        int refusals = 0;
        for (int bodies = 0; bodies < 1_000; ) {
            int size = limit.atMost(1_000);
            if (size > 300) {
                limit.refused(size);
                refusals++;
            } else {
                limit.passed(size);
                bodies++;
            }
        }

        assertThat(refusals).isLessThanOrEqualTo(2 + 10);
        assertThat(limit.atMost(1_000)).isBetween(150, 500);
    }

    @Test
    void whatPassedLongAgoIsNoReasonToDoubtARefusal() {
        limit.passed(900);
        pass(100, 10);
        limit.refused(800);
        assertThat(limit.atMost(1_000)).as("lately").isEqualTo(1_000);

        pass(100, 10);
        limit.refused(800);
        assertThat(limit.atMost(1_000)).isEqualTo(400);
    }

    @Test
    void itNeverComesToNothing() {
        limit.refused(1);
        limit.refused(0);

        assertThat(limit.atMost(1_000)).isEqualTo(1);
    }
}
