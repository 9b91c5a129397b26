package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.Sample;
import com.trubrics.appender.internal.retry.BatchHistory;
import com.trubrics.appender.internal.retry.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code requestTimeout}, 30 s here, bounds an attempt from the moment when its sender makes the request. */
class TimeoutsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration GRACE = Duration.ofNanos(InFlightBatch.GRACE);

    private final LoopRig rig = new LoopRig();

    @Test
    void anAttemptIsGivenUpWhenItsTimeIsOver() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();

        rig.pass(TIMEOUT.minusNanos(1));
        assertThat(rig.delay).isEqualTo(1);
        assertThat(request.isGivenUp()).isFalse();
        rig.pass(Duration.ofNanos(1));
        assertThat(request.isGivenUp()).isTrue();
        assertThat(rig.delay).isEqualTo(InFlightBatch.GRACE);
    }

    @Test
    void aSenderThatDoesNotReturnKeepsItsPlaceForAMomentOnly() {
        LoopRig one = new LoopRig(LoopRig.settings(20, 1));
        one.offer(1, 40).step();
        LoopRig.Sent lost = one.take();

        one.pass(TIMEOUT).pass(GRACE.minusNanos(1));
        assertThat(one.dispatcher.underWay()).isOne();
        one.pass(Duration.ofNanos(1));
        assertThat(one.take().events()).doesNotContainAnyElementsOf(lost.events());
        assertThat(one.said).singleElement().asString().contains("could not be cancelled");
    }

    @Test
    void whatItTellsLaterCountsNoMore() {
        rig.offer(1, 20).step();
        LoopRig.Sent lost = rig.take();
        rig.pass(TIMEOUT).pass(GRACE).pass(Duration.ofMillis(500));
        LoopRig.Sent again = rig.take();
        assertThat(again.events()).isEqualTo(lost.events());

        rig.answer(lost, LoopRig.throttled(Duration.ofMinutes(1)));
        assertThat(rig.stats().pending()).isEqualTo(20);
        rig.answer(again, DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
        rig.offer(21, 40).step();
        assertThat(rig.take().size()).as("the host is not held back").isEqualTo(20);
    }

    @Test
    void theTrialAfterARetryAfterDoesNotHoldUpThePipelineForEver() {
        rig.offer(1, 40).step();
        rig.answer(LoopRig.throttled(Duration.ofSeconds(10)));
        rig.untilARequestLeaves();
        assertThat(rig.sent).as("one trial").hasSize(1);
        rig.take();

        rig.pass(TIMEOUT).pass(GRACE);
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));
        assertThat(rig.stats().delivered()).isEqualTo(40);
    }

    @Test
    void whereTheWholeProcessHasStoodStillASenderGetsItsMomentAllTheSame() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();
        rig.pass(Duration.ofHours(1)).answer(request, DELIVERED);

        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void whatWasInItIsSentAgain() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();
        rig.pass(TIMEOUT).answer(request, NETWORK);
        rig.pass(Duration.ofMillis(500));

        assertThat(rig.take().events()).isEqualTo(request.events());
        assertThat(rig.stats().pending()).isEqualTo(20);
    }

    @Test
    void anAnswerThatWasOnItsWayStillCounts() {
        rig.offer(1, 20).step();
        LoopRig.Sent request = rig.take();
        rig.pass(TIMEOUT).answer(request, DELIVERED);

        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void eachAttemptHasItsOwnTime() {
        rig.offer(1, 20).step().pass(Duration.ofSeconds(20));
        rig.offer(21, 40).stepThroughBacklog();
        assertThat(rig.sent).hasSize(2);

        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.sent).extracting(LoopRig.Sent::isGivenUp).containsExactly(true, false);
        rig.pass(Duration.ofSeconds(20));
        assertThat(rig.sent).allMatch(LoopRig.Sent::isGivenUp);
    }

    @Test
    void itIsWatchedAlsoWhileAsManyAreUnderWayAsMayBe() {
        LoopRig one = new LoopRig(LoopRig.settings(20, 1));
        one.offer(1, 40).step();

        assertThat(Duration.ofNanos(one.delay)).isEqualTo(TIMEOUT);
        one.pass(TIMEOUT);
        assertThat(one.sent).hasSize(1).allMatch(LoopRig.Sent::isGivenUp);
    }

    @Test
    void aRequestTakesFromItsBeginToWhatItsSenderReports() {
        InFlightBatch flight =
                new InFlightBatch(EventKind.USER, new Batch(Sample.queued(1, 1), BatchHistory.NONE, 0), 1, 1, 4_000);

        assertThat(flight.took(5_000)).as("its sender has not begun").isEqualTo(1_000);
        flight.begin(5_000);
        assertThat(flight.took(5_300)).as("its sender does not return").isEqualTo(300);
        flight.end(5_100);
        assertThat(flight.took(5_300)).isEqualTo(100);
    }

    @Test
    void itsTimeBeginsAgainWithTheRequest() {
        Batch batch = new Batch(Sample.queued(1, 1), BatchHistory.NONE, 0);
        InFlightBatch flight = new InFlightBatch(EventKind.USER, batch, 1, 1, 4_950);

        Moment handedOver = new Moment(5_000);
        assertThat(flight.isOverdue(100, handedOver)).isFalse();
        assertThat(handedOver.untilNext()).as("its sender has not begun").isEqualTo(50);
        flight.begin(5_000);
        Moment underWay = new Moment(5_040);
        assertThat(flight.isOverdue(100, underWay)).isFalse();
        assertThat(underWay.untilNext()).isEqualTo(60);
        assertThat(flight.isOverdue(100, new Moment(5_100))).isTrue();
        flight.cancelled(5_100);
        Moment after = new Moment(5_101);
        assertThat(flight.isOverdue(100, after)).as("a second time").isFalse();
        assertThat(flight.isLost(after)).isFalse();
        assertThat(after.untilNext()).isEqualTo(InFlightBatch.GRACE - 1);
    }
}
