package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Closed, open, half-open: what an endpoint is sent. */
class CircuitBreakerTest {

    /** Just before it wraps around, as {@code nanoTime} may at any moment. */
    private static final long NOW = Long.parseLong("9223372036854775797");

    private static long ten(int earlier) {
        return 10;
    }

    private final CircuitBreaker breaker = new CircuitBreaker();

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.departs(), CircuitBreakerTest::ten, NOW);
        }
    }

    private long untilTrial() {
        Moment moment = new Moment(NOW);
        boolean unused = breaker.admits(moment);
        return moment.untilNext();
    }

    @Test
    void fiveFailuresInARowOpenIt() {
        fail(4);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);

        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.admits(new Moment(NOW + 9))).isFalse();
        assertThat(untilTrial()).isEqualTo(10);
        assertThat(breaker.admits(new Moment(NOW + 10))).isTrue();
    }

    @Test
    void anAcceptedRequestInBetweenKeepsItClosed() {
        fail(4);
        breaker.accepted(breaker.departs());
        fail(4);

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void soDoesOneThatTheServerHasLookedAt() {
        fail(4);
        breaker.worked(breaker.departs());
        fail(4);

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void threeFailuresInARowMakeItDoubtful() {
        fail(2);
        assertThat(breaker.isDoubtful()).isFalse();
        fail(1);
        assertThat(breaker.isDoubtful()).isTrue();
        fail(2);
        assertThat(breaker.isDoubtful()).as("no longer a doubt").isFalse();
    }

    @Test
    void halfOpenItAdmitsNothingBesideTheTrial() {
        fail(5);
        breaker.departs();

        assertThat(breaker.admits(new Moment(NOW + 100))).isFalse();
        assertThat(untilTrial()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTrialThatIsAcceptedClosesIt() {
        fail(5);
        breaker.accepted(breaker.departs());

        assertThat(breaker.isClosed()).isTrue();
    }

    @Test
    void anAnswerToAnEarlierRequestDoesNot() {
        long earlier = breaker.departs();
        fail(5);
        breaker.accepted(earlier);
        assertThat(breaker.isClosed()).isFalse();

        breaker.departs();
        breaker.accepted(earlier);
        assertThat(breaker.isClosed()).isFalse();
    }

    @Test
    void aTrialThatFailsOpensItForLonger() {
        IntToLongFunction doubling = earlier -> 10L << earlier;
        List<Long> waits = new ArrayList<>();
        breaker.trip(breaker.departs(), doubling, NOW);
        for (int i = 0; i < 4; i++) {
            waits.add(untilTrial());
            breaker.failed(breaker.departs(), doubling, NOW);
        }

        assertThat(waits).containsExactly(10L, 20L, 40L, 80L);
    }

    @Test
    void afterItHasClosedTheWaitsBeginSmall() {
        IntToLongFunction doubling = earlier -> 10L << earlier;
        breaker.trip(breaker.departs(), doubling, NOW);
        breaker.failed(breaker.departs(), doubling, NOW);
        breaker.accepted(breaker.departs());
        breaker.trip(breaker.departs(), doubling, NOW);

        assertThat(untilTrial()).isEqualTo(10);
    }

    @Test
    void lateFailuresDoNotMakeItLonger() {
        long earlier = breaker.departs();
        fail(5);
        breaker.failed(earlier, never -> 1_000, NOW);

        assertThat(untilTrial()).isEqualTo(10);
    }

    @Test
    void itsWaitsBeginSmallWhateverTheBatchesHaveMet() {
        IntToLongFunction doubling = earlier -> 10L << earlier;
        for (int i = 0; i < 5; i++) {
            breaker.failed(breaker.departs(), doubling, NOW);
        }

        assertThat(untilTrial()).isEqualTo(10);
    }

    @Test
    void aTrialThatWasNeverSentLeavesItsPlaceToAnother() {
        fail(5);
        breaker.unsent(breaker.departs());

        assertThat(breaker.isClosed()).isFalse();
        assertThat(breaker.admits(new Moment(NOW + 10))).isTrue();
    }

    @Test
    void inHasteATrialIsAdmittedAtOnce() {
        fail(5);
        breaker.cutWait(NOW);

        assertThat(breaker.admits(new Moment(NOW))).isTrue();
    }

    @Test
    void onlyARequestThatLeftLaterShowsThatOthersAreAccepted() {
        long first = breaker.departs();
        long departures = breaker.departures();
        long second = breaker.departs();
        breaker.accepted(first);
        assertThat(breaker.hasAcceptedSince(departures)).isFalse();

        breaker.accepted(second);
        assertThat(breaker.hasAcceptedSince(departures)).isTrue();
    }
}
