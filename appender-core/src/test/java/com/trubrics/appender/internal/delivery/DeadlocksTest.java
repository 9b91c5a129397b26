package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.internal.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.OverflowPolicy;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.DeliverySettings.Queueing;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Troubles that meet: each alone is harmless, together they must not keep good events or the end waiting for ever. */
class DeadlocksTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);
    private LoopRig rig = new LoopRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
    }

    private static Outcome honest(LoopRig.Sent request, String broken) {
        return request.names().contains(broken) ? SERVER_ERROR : DELIVERED;
    }

    @Test
    void anEndWhileTheHostIsHeldBackIsOverThoughASearchWasGoingOn() {
        rig.offer(1, 20).step().answer(REFUSED);
        rig.answer(LoopRig.throttled(Duration.ofMinutes(5)));
        rig.closeIn(Duration.ZERO);

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.loop.isClosed()).isTrue();
        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(20);
    }

    @Test
    void aPartThatCannotBeEncodedCostsNoOtherEvent() {
        rig.offer(1, 4).step();
        rig.pass(Duration.ofSeconds(10)).answer(REFUSED);
        rig.unusable(rig.take(), DropReason.NOT_ENCODABLE);
        rig.serve(request -> DELIVERED, AN_HOUR);

        assertThat(rig.stats().delivered()).isEqualTo(2);
        assertThat(rig.stats().pending()).isZero();
    }

    @Test
    void aKeyThatIsGoodAgainIsNoticedThoughTheOnlyTrialOfOneEndpointAlwaysMeets500() {
        rig.offer(1, 1).offerLlm(1, 1);
        rig.pass(Duration.ofSeconds(10));
        rig.answer(UNAUTHORIZED).answer(UNAUTHORIZED);
        rig.serve(request -> honest(request, "e1"), AN_HOUR);

        assertThat(rig.stats().delivered()).isEqualTo(1);
    }

    @Test
    void batchesThatWaitForTheirTimeAreTrialsAsWell() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.answer(SERVER_ERROR).answer(UNAUTHORIZED);
        rig.serve(request -> request.names().contains("e21") ? SERVER_ERROR : UNAUTHORIZED, Duration.ofMinutes(1));
        rig.serve(request -> request.names().contains("e21") ? SERVER_ERROR : DELIVERED, AN_HOUR);

        assertThat(rig.stats().delivered()).isGreaterThanOrEqualTo(20);
    }

    @Test
    void aSearchThatMeets500LeavesPlaceForEventsThatShowThatTheEndpointWorks() {
        rig = new LoopRig(LoopRig.settings(4, 1)).offer(1, 4).step();
        rig.answer(REFUSED);
        rig.offer(5, 40);
        rig.serve(request -> honest(request, "e2"), Duration.ofMillis(1));
        assertThat(rig.stats().delivered()).isGreaterThanOrEqualTo(36);

        rig.serve(request -> honest(request, "e2"), Duration.ofMinutes(20));
        assertThat(rig.stats().delivered()).isEqualTo(39);
    }

    /** A single event that is refused for its endpoint waits; the others must still be told from it. */
    @Test
    void manyLoneForbiddenEventsDoNotKeepNewOnesFromTheServer() {
        rig = new LoopRig(LoopRig.settings(1, 2));
        for (int i = 1; i <= 4; i++) {
            rig.offer(i, i).step().answer(FORBIDDEN);
        }
        rig.offer(5, 5).step();

        assertThat(rig.take().names()).containsExactly("e5");
    }

    @Test
    void eventsThatCannotGoDoNotMakeABatchFullForTheOthers() {
        rig.offer(1, 1);
        rig.pass(Duration.ofSeconds(10));
        rig.answer(UNAUTHORIZED).offer(2, 20).step();
        rig.offerLlm(1, 2).step();

        assertThat(rig.sent).isEmpty();
    }

    @Test
    void aFullBatchIsNoticedThoughAnOldEventGivesWayToEachNewOne() {
        Queueing narrow = new Queueing(12, 1 << 26, OverflowPolicy.DROP_OLDEST, Duration.ZERO, null);
        rig = new LoopRig(LoopRig.settings(3, 8, narrow)).offer(1, 3).step();
        for (int i = 0; i < 4; i++) {
            rig.answer(UNAVAILABLE).untilARequestLeaves();
        }
        rig.answer(UNAVAILABLE).offer(4, 12).step();
        rig.offerLlm(1, 1).step();
        rig.offer(13, 13).step().step();
        int calls = rig.attention;
        rig.offerLlm(2, 3);

        assertThat(rig.attention).isGreaterThan(calls);
    }

    @Test
    void whoAsksWhileItIsClosingIsAnswered() {
        rig.closeIn(Duration.ofSeconds(5));
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        rig.loop.post(now -> rig.loop.flush(1, flushed));
        rig.loop.post(now -> rig.loop.settleBy(now, 1, ended, now));

        rig.loop.answerTheLate(rig.now);

        assertThat(flushed).isDone();
        assertThat(ended).isDone();
    }

    @Test
    void anEventLargerThanTheQueueDrivesNoOtherOut() {
        rig = new LoopRig(
                LoopRig.settings(20, 8, new Queueing(100, 2_000, OverflowPolicy.DROP_OLDEST, Duration.ZERO, null)));
        rig.offer(1, 3);
        rig.queue.offer(new UserEvent("u", "e".repeat(2_000), Map.of(), Instant.EPOCH), rig.now);

        assertThat(rig.stats().pending()).isEqualTo(3);
        assertThat(rig.dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void anEventThatAlwaysMeets413DoesNotMakeAllLaterBodiesSmall() {
        rig.offer(1, 20);
        rig.serve(request -> request.names().contains("e7") ? TOO_LARGE : DELIVERED, AN_HOUR);
        rig.offer(21, 40).step();

        assertThat(rig.take().byteLimit()).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void aLateSuccessFromBeforeTheEndpointClosedCostsNoEvent() {
        rig.offer(1, 160).stepThroughBacklog();
        for (int i = 0; i < 7; i++) {
            rig.answer(UNAUTHORIZED);
        }
        rig.answer(DELIVERED);
        int requests = rig.serve(request -> UNAUTHORIZED, Duration.ofMinutes(10));
        rig.serve(request -> DELIVERED, AN_HOUR);

        assertThat(requests).isLessThan(20);
        assertThat(rig.stats().delivered()).isEqualTo(160);
    }
}
