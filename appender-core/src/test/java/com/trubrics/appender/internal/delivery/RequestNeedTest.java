package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.RequestNeed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.retry.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many requests are under way at once: as many as the server needs to keep up. */
class RequestNeedTest {

    private LoopRig rig = new LoopRig();

    @Test
    void oneRequestAtATimeIsUnderWayWhileTheServerKeepsUp() {
        rig.offer(1, 100).step();

        for (int i = 0; i < 5; i++) {
            assertThat(rig.sent).hasSize(1);
            rig.pass(Duration.ofNanos(PATIENCE / 8)).answer(DELIVERED);
        }
        assertThat(rig.stats().delivered()).isEqualTo(100);
    }

    @Test
    void aRequestNeedThatLastsAddsOneRequestAfterTheOther() {
        rig.offer(1, 1_000).step();

        for (int underWay = 1; underWay <= 8; underWay++) {
            assertThat(rig.sent).hasSize(underWay);
            rig.pass(Duration.ofNanos(PATIENCE - 1));
            assertThat(rig.sent).hasSize(underWay);
            rig.pass(Duration.ofNanos(1));
        }
        assertThat(rig.sent).as("maxInFlight").hasSize(8);
    }

    @Test
    void aLargeBurstToAFastServerNeedsOneRequestAtATime() {
        rig.offer(1, 1_000).step();

        for (int i = 0; i < 50; i++) {
            assertThat(rig.sent).hasSize(1);
            rig.pass(Duration.ofNanos(PATIENCE / 4)).answer(DELIVERED);
        }
    }

    @Test
    void aRequestNeedThatLastsAlthoughTheServerIsFastAddsARequest() {
        rig.offer(1, 4_000).step();

        int most = 0;
        for (int i = 0; i < 190; i++) {
            rig.pass(Duration.ofNanos(PATIENCE / 2)).answer(DELIVERED);
            most = Math.max(most, rig.sent.size());
        }
        assertThat(most).isBetween(2, 5);
    }

    @Test
    void beforeTheFirstAnswerASlowStartIsNotTheServersFault() {
        RequestNeed backlog = new RequestNeed();
        backlog.departs(1, 0);
        backlog.observe(true, 0);

        assertThat(backlog.justifiesOneMore(1, new Moment(RequestNeed.LONG_BACKLOG - 1)))
                .isFalse();
        assertThat(backlog.justifiesOneMore(1, new Moment(RequestNeed.LONG_BACKLOG)))
                .isTrue();
        assertThat(backlog.justifiesOneMore(2, new Moment(RequestNeed.LONG_BACKLOG)))
                .isFalse();
        backlog.answered();
        assertThat(backlog.justifiesOneMore(2, new Moment(RequestNeed.LONG_BACKLOG)))
                .isTrue();
    }

    @Test
    void whileTheRequestNeedLastsEachAnswerMakesPlaceForTheNextBatch() {
        rig.offer(1, 1_000).stepThroughBacklog();

        for (int i = 0; i < 40; i++) {
            rig.answer(DELIVERED);
            assertThat(rig.sent).hasSize(8);
        }
    }

    @Test
    void afterTheRequestNeedOneRequestIsEnoughAgain() {
        rig.offer(1, 1_000).stepThroughBacklog();
        rig.serve(request -> DELIVERED, Duration.ofMinutes(1));

        rig.offer(1_001, 1_100).step();

        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void aBatchThatIsNotFullWaitsForTheAnswer() {
        rig.offer(1, 39).stepThroughBacklog();

        assertThat(rig.sent).hasSize(1);
        rig.answer(DELIVERED);
        assertThat(rig.sent).isEmpty();
    }

    @Test
    void eventsThatAreDueDoNotWaitForTheAnswer() {
        rig.offer(1, 21).step().pass(Duration.ofSeconds(10));

        assertThat(rig.sent.stream().map(LoopRig.Sent::size)).containsExactly(20, 1);
    }

    @Test
    void aQueueThatIsHalfFullDoesNotWaitForTheAnswer() {
        rig = new LoopRig(
                LoopRig.settings(20, 8, new Queueing(100, 1 << 26, OverflowPolicy.DROP_NEWEST, Duration.ZERO, null)));
        rig.offer(1, 70).step();

        assertThat(rig.sent).as("half of the queue is full").hasSizeGreaterThan(1);
    }

    @Test
    void whileABatchWaitsForItsTurnOnlyACrowdCalls() {
        rig.step().offer(1, 60).step();
        int before = rig.attention;
        rig.offer(61, 4_000);
        assertThat(rig.attention).isEqualTo(before);

        rig.offer(4_001, 5_100);
        assertThat(rig.attention).as("half of the queue is full").isEqualTo(before + 1);
    }

    @Test
    void neitherKindOfEventHasAllThePlaces() {
        rig.offerLlm(1, 1).offer(1, 2_000).pass(Duration.ofSeconds(10)).stepThroughBacklog();
        assertThat(rig.sent.stream().filter(RequestNeedTest::isOfUserEvents)).hasSize(7);

        rig.answer(
                rig.sent.stream()
                        .filter(sent -> !isOfUserEvents(sent))
                        .findFirst()
                        .orElseThrow(),
                DELIVERED);
        rig.stepThroughBacklog();
        assertThat(rig.sent.stream().filter(RequestNeedTest::isOfUserEvents))
                .as("the other kind will come again")
                .hasSize(7);

        rig.offerLlm(2, 21).stepThroughBacklog();
        assertThat(rig.sent.getLast().names()).contains("p2", "p21");
    }

    @Test
    void theOnlyPlaceGoesToBothKindsInTurn() {
        rig = new LoopRig(LoopRig.settings(20, 1)).offer(1, 60).offerLlm(1, 60).step();

        boolean first = isOfUserEvents(rig.sent.peek());
        rig.answer(DELIVERED);
        assertThat(isOfUserEvents(rig.sent.peek())).isNotEqualTo(first);
        rig.answer(DELIVERED);
        assertThat(isOfUserEvents(rig.sent.peek())).isEqualTo(first);
    }

    private static boolean isOfUserEvents(LoopRig.Sent request) {
        return request.names().get(0).startsWith("e");
    }
}
