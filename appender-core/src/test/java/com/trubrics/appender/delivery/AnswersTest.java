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
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers: what happens to the events, whatever the server says. */
class AnswersTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final LoopRig rig = new LoopRig();

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(rig.isBalanced()).as("%s", rig.stats()).isTrue();
    }

    private static Function<LoopRig.Sent, Outcome> refusing(Outcome refusal, String... marked) {
        return request -> request.names().stream().anyMatch(Set.of(marked)::contains) ? refusal : DELIVERED;
    }

    @Test
    void aFailedBatchIsSentAgainAfterABackoffThatDoubles() {
        rig.offer(1, 20).step();

        rig.answer(SERVER_ERROR);
        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofMillis(500));
        rig.answer(SERVER_ERROR);
        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofSeconds(1));
        rig.answer(NETWORK);
        assertThat(rig.untilARequestLeaves()).isEqualTo(Duration.ofSeconds(2));
        rig.answer(DELIVERED);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void retryAfterHoldsBackAllRequestsToTheHost() {
        rig.offer(1, 20).step();
        rig.answer(new Outcome.Retry(Outcome.Cause.THROTTLED, Duration.ofSeconds(4), "429"));
        rig.offerLlm(1, 40).step();

        assertThat(rig.sent).isEmpty();
        assertThat(rig.delay).isEqualTo(Duration.ofSeconds(4).toNanos());
        rig.pass(Duration.ofMillis(3_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.sent).hasSize(3);
    }

    @Test
    void whatWasTakenBeforeAnOutageCondemnsNoEventInIt() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.answer(SERVER_ERROR).answer(DELIVERED);

        anOutageOfAnHourCostsNoneOf(40);
    }

    @Test
    void norDoesItCondemnALoneOne() {
        rig.offer(1, 1).pass(Duration.ofSeconds(10));
        rig.offer(2, 2).pass(Duration.ofSeconds(10));
        rig.answer(SERVER_ERROR).answer(DELIVERED);

        anOutageOfAnHourCostsNoneOf(2);
    }

    private void anOutageOfAnHourCostsNoneOf(int events) {
        rig.serve(request -> SERVER_ERROR, AN_HOUR);
        assertThat(rig.dropped(DropReason.REJECTED)).isZero();

        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(events);
    }

    @Test
    void whatWasTakenSinceA5xxSaysNothingOfANetworkThatIsDown() {
        rig.offer(1, 20).step().answer(SERVER_ERROR);
        rig.offer(21, 40).step().answer(DELIVERED);
        Set<Integer> sizes = new HashSet<>();
        rig.serve(
                request -> {
                    sizes.add(request.size());
                    return NETWORK;
                },
                AN_HOUR);

        assertThat(sizes).containsExactlyInAnyOrder(20, 1);
        rig.serve(request -> DELIVERED, AN_HOUR);
    }

    @Test
    void aBatchThatIsTooSlowAsAWholeIsSentInParts() {
        rig.offer(1, 20);
        rig.serve(request -> request.size() > 6 ? NETWORK : DELIVERED, Duration.ofMinutes(10));

        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void anEventThatNeverGetsThroughHoldsUpNoOthers() {
        rig.offer(1, 60);
        rig.serve(refusing(NETWORK, "e7"), Duration.ofMinutes(10));

        assertThat(rig.stats().delivered()).isEqualTo(59);
        assertThat(rig.stats().pending()).isEqualTo(1);
    }

    @Test
    void anOutageIsProbedWithSingleEventsAndLosesNothing() {
        rig.offer(1, 500);
        int requests = rig.serve(request -> NETWORK, AN_HOUR);

        assertThat(rig.stats().pending()).isEqualTo(500);
        assertThat(requests)
                .as("an hour of probes at most every 30 s, after 8 batches")
                .isBetween(60, 250);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(500);
        assertThat(rig.said).anyMatch(text -> text.startsWith("INFO") && text.contains("works again"));
    }

    @Test
    void anEventThatAlwaysMeets500AmongGoodOnesIsIsolatedAndDropped() {
        rig.offer(1, 200);
        rig.serve(refusing(SERVER_ERROR, "e33"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(199);
    }

    @Test
    void anEventThatAlwaysMeets500IsIsolatedEvenIfItsBatchIsTheOnlyOne() {
        rig.offer(1, 20);
        rig.serve(refusing(SERVER_ERROR, "e1"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
    }

    @Test
    void eventsThatAlwaysMeet500InEveryBatchAreIsolatedAsWell() {
        rig.offer(1, 200);
        rig.serve(
                request -> request.names().stream().anyMatch(name -> name.endsWith("7")) ? SERVER_ERROR : DELIVERED,
                Duration.ofHours(5));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(20);
        assertThat(rig.stats().delivered()).isEqualTo(180);
    }

    @Test
    void aBodyThatIsTooLargeIsHalvedAndTheSizeThatPassedIsRemembered() {
        rig.offer(1, 20).step();
        LoopRig.Sent whole = rig.take();
        rig.answer(whole, TOO_LARGE, 100_000);

        assertThat(rig.sent.stream().map(LoopRig.Sent::size)).containsExactly(10, 10);
        rig.answer(rig.take(), DELIVERED, 60_000).answer(rig.take(), DELIVERED, 40_000);
        rig.offer(21, 40).step();
        assertThat(rig.take().byteLimit()).isEqualTo(60_000);
    }

    @Test
    void aSingleEventThatIsTooLargeIsDropped() {
        rig.offer(1, 20);
        rig.serve(refusing(TOO_LARGE, "e7"), AN_HOUR);

        assertThat(rig.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
    }

    @Test
    void aRefusedEventIsFoundByHalving() {
        rig.offer(1, 20);
        int requests = rig.serve(refusing(REFUSED, "e7"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(requests).isLessThanOrEqualTo(11);
    }

    @Test
    void positionsNamedByTheServerAreTriedAlone() {
        rig.offer(1, 20);
        int requests = rig.serve(
                request -> {
                    int position = request.names().indexOf("e7");
                    return position < 0 ? DELIVERED : new Outcome.Refused(Set.of(position), "422");
                },
                AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void aServerThatNamesWrongPositionsCostsNoGoodEvent() {
        rig.offer(1, 20);
        rig.serve(
                request -> request.names().contains("e7") ? new Outcome.Refused(Set.of(0, 99), "422") : DELIVERED,
                AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
    }

    @Test
    void whereEverythingIsRefusedThreeEventsStandForTheirBatch() {
        rig.offer(1, 1_000);
        int requests = rig.serve(request -> REFUSED, AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1_000);
        assertThat(requests)
                .as("39 for the first batch, 4 for each of the other 49")
                .isLessThanOrEqualTo(39 + 49 * 4);
    }

    @Test
    void aSampleThatIsTakenSavesTheRestOfItsBatch() {
        rig.offer(1, 20);
        rig.serve(request -> REFUSED, AN_HOUR);
        rig.offer(21, 40);
        rig.serve(refusing(REFUSED, "e21", "e40"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(22);
        assertThat(rig.stats().delivered()).isEqualTo(18);
    }

    @Test
    void oneSearchForRefusedEventsGoesOnAtATime() {
        rig.offer(1, 160).stepThroughBacklog();
        while (rig.sent.size() > 1) {
            rig.answer(REFUSED);
        }
        rig.answer(REFUSED);

        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void anUnacceptedKeyPausesEverythingAndIsProbedSlowlyWithASingleEvent() {
        rig.offer(1, 20).offerLlm(1, 20).stepThroughBacklog();
        rig.answer(UNAUTHORIZED).answer(UNAUTHORIZED);
        rig.offer(21, 60).step();

        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(4_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.sent).hasSize(1);
        assertThat(rig.sent.peek().size()).isEqualTo(1);
        rig.answer(UNAUTHORIZED).pass(Duration.ofMillis(9_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1)).answer(DELIVERED);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(80);
        assertThat(rig.said.stream().filter(text -> text.startsWith("WARNING")))
                .hasSize(1)
                .allMatch(text -> text.contains("API key"));
    }

    @Test
    void probesNeverComeMoreOftenThanOnceAMinuteInTheEnd() {
        rig.offer(1, 20);
        int requests = rig.serve(request -> UNAUTHORIZED, AN_HOUR);

        assertThat(requests).isBetween(55, 66);
        assertThat(rig.stats().pending()).isEqualTo(20);
    }

    @Test
    void aForbiddenEndpointPausesAlone() {
        rig.offer(1, 20).offerLlm(1, 20).step();
        rig.answer(FORBIDDEN).answer(DELIVERED);
        rig.offer(21, 40).offerLlm(21, 40).step();

        assertThat(rig.sent).hasSize(1);
        assertThat(rig.sent.peek().names().get(0)).startsWith("p");
    }

    @Test
    void anEndpointThatOpensAgainGetsEverything() {
        rig.offer(1, 100).stepThroughBacklog();
        rig.serve(request -> FORBIDDEN, Duration.ofMinutes(10));
        assertThat(rig.stats().pending()).isEqualTo(100);

        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(100);
    }

    @Test
    void anEventThatAlwaysMeets403AmongGoodOnesIsIsolatedAndDropped() {
        rig.offer(1, 100);
        rig.serve(refusing(FORBIDDEN, "e1", "e55"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(2);
        assertThat(rig.stats().delivered()).isEqualTo(98);
    }

    @Test
    void anEndpointThatClosesAgainAfterOneProbeCostsNothing() {
        rig.offer(1, 100).stepThroughBacklog();
        boolean[] opened = {false};
        rig.serve(
                request -> {
                    boolean opens = !opened[0] && request.size() == 1;
                    opened[0] |= opens;
                    return opens ? DELIVERED : FORBIDDEN;
                },
                Duration.ofMinutes(10));
        assertThat(rig.stats().delivered()).isEqualTo(1);
        assertThat(rig.stats().pending()).isEqualTo(99);

        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(100);
    }

    @Test
    void aSingleForbiddenBatchIsSearchedWithoutAnotherPause() {
        rig.offer(1, 20).step();
        rig.serve(refusing(FORBIDDEN, "e1"), Duration.ofSeconds(20));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e1", "e2", "e3"})
    void anEventThatMeets403AmongTwoGoodOnesHoldsThemUpForOneRoundOfProbes(String bad) {
        rig.offer(1, 3);
        rig.pass(Duration.ofSeconds(10));
        rig.serve(refusing(FORBIDDEN, bad), Duration.ofSeconds(16));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEventThatMeets403CostsNoGoodOneAtAnEnd() {
        rig.offer(1, 3);
        rig.pass(Duration.ofSeconds(10));
        rig.answer(FORBIDDEN);
        rig.endIn(Duration.ofSeconds(4), true);
        rig.serve(refusing(FORBIDDEN, "e2"), Duration.ofSeconds(4));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEventThatCannotBeEncodedKeepsNoOtherFromProbing() {
        rig.offer(1, 20).step().answer(FORBIDDEN);
        rig.pass(Duration.ofSeconds(5));
        LoopRig.Sent probe = rig.take();
        Lane lane = rig.loop.lane(probe.batch().endpoint());
        rig.loop.post(now -> lane.unusable(probe.batch(), probe.entries().get(0), DropReason.NOT_ENCODABLE));
        rig.loop.post(now -> lane.nothingSent(probe.batch(), now));
        rig.step();

        assertThat(rig.sent)
                .singleElement()
                .satisfies(next -> assertThat(next.size()).isEqualTo(1));
        rig.answer(DELIVERED);
        rig.serve(request -> DELIVERED, AN_HOUR);
    }

    @Test
    void anOutageIsOverWhenTheServerJudgesAProbe() {
        rig.offer(1, 40);
        rig.serve(request -> SERVER_ERROR, Duration.ofMinutes(10));
        rig.serve(refusing(REFUSED, "e1"), Duration.ofSeconds(40));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(39);
    }

    @Test
    void aLoneForbiddenEventWaitsUntilAnotherIsTaken() {
        rig.offer(1, 1);
        assertThat(rig.flush()).isNotDone();
        rig.serve(refusing(FORBIDDEN, "e1"), AN_HOUR);
        assertThat(rig.stats().pending()).isEqualTo(1);

        rig.offer(2, 2);
        rig.serve(refusing(FORBIDDEN, "e1"), AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(1);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
    }

    @Test
    void noEventIsEverUnderWayTwice() {
        rig.offer(1, 100);
        Set<String> underWay = new HashSet<>();
        rig.serve(
                request -> {
                    underWay.clear();
                    rig.sent.forEach(other -> other.names()
                            .forEach(name -> assertThat(underWay.add(name)).isTrue()));
                    request.names()
                            .forEach(name -> assertThat(underWay.add(name)).isTrue());
                    return rig.requests % 3 == 0 ? FORBIDDEN : rig.requests % 5 == 0 ? UNAUTHORIZED : DELIVERED;
                },
                AN_HOUR);

        assertThat(rig.stats().pending()).isZero();
    }
}
