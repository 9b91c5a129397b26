package com.trubrics.appender.internal.delivery;

import static com.trubrics.appender.internal.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.internal.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.internal.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.internal.delivery.LoopRig.REFUSED;
import static com.trubrics.appender.internal.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.internal.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.internal.delivery.LoopRig.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of answers: what happens to the events, whatever the server says. */
class AnswersTest {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private LoopRig rig = new LoopRig();

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
    void theTimesOfRequestsAddUpByOutcome() {
        rig.offer(1, 20).step();
        rig.pass(Duration.ofMillis(200));
        rig.answer(SERVER_ERROR);
        rig.untilARequestLeaves();
        rig.pass(Duration.ofMillis(300));
        rig.answer(DELIVERED);
        rig.offer(21, 40).step();
        rig.pass(Duration.ofMillis(50));
        rig.answer(DELIVERED);

        assertThat(rig.stats().requestTime())
                .containsOnlyKeys(RequestOutcome.values())
                .containsEntry(RequestOutcome.FAILED, Duration.ofMillis(200))
                .containsEntry(RequestOutcome.ACCEPTED, Duration.ofMillis(350))
                .containsEntry(RequestOutcome.DENIED, Duration.ZERO);
    }

    @Test
    void retryAfterHoldsBackAllRequestsToTheHost() {
        rig.offer(1, 20).step();
        rig.answer(LoopRig.throttled(Duration.ofSeconds(5)));
        rig.offerLlm(1, 40).step();

        assertThat(rig.sent).isEmpty();
        assertThat(rig.delay).isEqualTo(Duration.ofSeconds(6).toNanos());
        rig.pass(Duration.ofMillis(5_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.sent).as("a trial").hasSize(1);
    }

    @Test
    void anOutageOfAnHourCostsNoEventAndFewRequests() {
        rig.offer(1, 500);
        int requests = rig.serve(request -> NETWORK, AN_HOUR);

        assertThat(rig.stats().pending()).isEqualTo(500);
        assertThat(requests).as("an hour of trials every 30 s at least").isBetween(60, 250);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(500);
        assertThat(rig.said).anyMatch(text -> text.startsWith("INFO") && text.contains("works again"));
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 80, 90})
    void aServerThatIsUnavailableAtRandomCostsNoEvent(int percent) {
        Random random = new Random(percent);
        rig.offer(1, 1_000);
        rig.serve(request -> random.nextInt(100) < percent ? UNAVAILABLE : DELIVERED, Duration.ofHours(5));

        assertThat(rig.stats().delivered()).isEqualTo(1_000);
    }

    @Test
    void anOutageOf500sCostsNoEventEither() {
        rig.offer(1, 40).stepThroughBacklog();
        rig.answer(SERVER_ERROR).answer(DELIVERED);
        rig.serve(request -> SERVER_ERROR, Duration.ofDays(1));
        assertThat(rig.dropped(DropReason.REJECTED)).isZero();

        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(40);
    }

    @Test
    void fiveFailuresInARowOpenTheCircuitBreaker() {
        rig.offer(1, 400).stepThroughBacklog();
        for (int i = 0; i < 5; i++) {
            rig.answer(UNAVAILABLE);
        }
        while (!rig.sent.isEmpty()) {
            rig.answer(UNAVAILABLE);
        }
        int before = rig.requests;
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.requests - before).as("one trial").isEqualTo(1);
        rig.answer(DELIVERED);
        assertThat(rig.sent).as("everything flows again").hasSizeGreaterThan(1);
    }

    @Test
    void eachTrialIsTheNextBatchOfThoseThatWaitNewOnesIncluded() {
        rig.offer(1, 100).stepThroughBacklog();
        Set<String> tried = new HashSet<>();
        rig.serve(
                request -> {
                    tried.addAll(request.names());
                    return NETWORK;
                },
                Duration.ofMinutes(2));
        rig.offer(101, 120);
        rig.serve(
                request -> {
                    tried.addAll(request.names());
                    return NETWORK;
                },
                Duration.ofMinutes(10));

        assertThat(tried).hasSize(120);
    }

    @Test
    void thatHoldsThoughTheOtherEndpointHangs() {
        rig.offerLlm(1, 20).step().take();
        Set<String> tried = new HashSet<>();
        Function<LoopRig.Sent, Outcome> server = request -> {
            tried.addAll(request.names());
            return NETWORK;
        };
        rig.offer(1, 20);
        rig.serve(server, Duration.ofMinutes(5));
        rig.offer(21, 30);
        rig.serve(server, Duration.ofMinutes(5));

        assertThat(tried).contains("e1", "e30");
    }

    @Test
    void anAnswerToARequestThatLeftBeforeTheBreakerOpenedDoesNotCloseIt() {
        rig.offer(1, 160).stepThroughBacklog();
        for (int i = 0; i < 7; i++) {
            rig.answer(UNAVAILABLE);
        }
        rig.answer(DELIVERED);

        assertThat(rig.sent).isEmpty();
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
    void anEventThatAlwaysMeets500AmongGoodOnesIsFoundAndDropped() {
        rig.offer(1, 20);
        int[] next = {20};
        // Others come all the time, and are accepted.
        for (int i = 0; i < 600; i++) {
            next[0]++;
            rig.offer(next[0], next[0]);
            rig.serve(refusing(SERVER_ERROR, "e7"), Duration.ofSeconds(1));
        }

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isGreaterThanOrEqualTo(next[0] - 20);
        assertThat(rig.counters.ends).containsEntry("e7", "REJECTED");
    }

    @Test
    void anEventThatAlwaysMeets500HoldsUpItsOwnBatchOnlyForAWhile() {
        rig.offer(1, 20);
        rig.serve(refusing(SERVER_ERROR, "e1"), AN_HOUR);

        assertThat(rig.stats().delivered()).isEqualTo(19);
        assertThat(rig.stats().pending())
                .as("nothing else tells whether it is the event")
                .isEqualTo(1);
    }

    @Test
    void eventsThatAlwaysMeet500InSeveralBatchesAreFoundAsWell() {
        Function<LoopRig.Sent, Outcome> server = refusing(SERVER_ERROR, "e7", "e47", "e87");
        rig.offer(1, 200);
        rig.serve(server, Duration.ofMinutes(10));
        for (int i = 201; i <= 260; i++) {
            rig.offer(i, i);
            rig.serve(server, Duration.ofMinutes(1));
        }

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(3);
        assertThat(rig.stats().delivered()).isEqualTo(257);
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
                    return position < 0 ? DELIVERED : REFUSED.withPositions(Set.of(position));
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
                request -> request.names().contains("e7") ? REFUSED.withPositions(Set.of(0, 99)) : DELIVERED, AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(19);
    }

    @Test
    void whereEverythingIsRefusedFourPartsStandForTheirBatch() {
        rig.offer(1, 1_000);
        int requests = rig.serve(request -> REFUSED, AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1_000);
        assertThat(requests)
                .as("39 for the first batch, 7 for each of the other 49, and the four parts once more")
                .isLessThanOrEqualTo(39 + 49 * 11);
    }

    @Test
    void aPartThatIsAcceptedEndsThat() {
        rig.offer(1, 20);
        rig.serve(request -> REFUSED, AN_HOUR);
        rig.offer(21, 40);
        rig.serve(refusing(REFUSED, "e21", "e40"), AN_HOUR);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(22);
        assertThat(rig.stats().delivered()).isEqualTo(18);
    }

    @Test
    void onePartOfARefusedBatchIsUnderWayAtATime() {
        rig.offer(1, 160).stepThroughBacklog();
        while (rig.sent.size() > 1) {
            rig.answer(REFUSED);
        }
        rig.answer(REFUSED);

        assertThat(rig.sent).hasSize(1);
    }

    @Test
    void anUnacceptedKeyStopsBothEndpointsAndIsTriedAgainSlowly() {
        rig.offer(1, 20).offerLlm(1, 20).stepThroughBacklog();
        rig.answer(UNAUTHORIZED).answer(UNAUTHORIZED);
        rig.offer(21, 60).step();

        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(4_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1));
        assertThat(rig.sent).as("one trial at each endpoint").hasSize(2);
        rig.answer(UNAUTHORIZED).answer(UNAUTHORIZED).pass(Duration.ofMillis(9_999));
        assertThat(rig.sent).isEmpty();
        rig.pass(Duration.ofMillis(1)).answer(DELIVERED);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(80);
        assertThat(rig.said.stream().filter(text -> text.startsWith("WARNING")))
                .hasSize(1)
                .allMatch(text -> text.contains("API key"));
    }

    @Test
    void oneRefusalOfTheKeyStopsTheOtherEndpointToo() {
        rig.offer(1, 20).step().answer(UNAUTHORIZED);
        rig.offerLlm(1, 20).step();

        assertThat(rig.sent).isEmpty();
    }

    @Test
    void trialsNeverComeMoreOftenThanOnceAMinuteInTheEnd() {
        rig.offer(1, 20);
        int requests = rig.serve(request -> UNAUTHORIZED, AN_HOUR);

        assertThat(requests).isBetween(55, 66);
        assertThat(rig.stats().pending()).isEqualTo(20);
    }

    @Test
    void anEndpointThatDeniesEverythingMeetsFewRequestsAndLosesNothing() {
        rig.offer(1, 1_000);
        int requests = rig.serve(request -> FORBIDDEN, AN_HOUR);
        assertThat(requests).isLessThan(80);
        assertThat(rig.stats().pending()).isEqualTo(1_000);

        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(1_000);
    }

    @Test
    void theOtherEndpointGoesOn() {
        rig.offer(1, 100).offerLlm(1, 200);
        rig.serve(request -> request.names().get(0).startsWith("e") ? FORBIDDEN : DELIVERED, Duration.ofMinutes(1));

        assertThat(rig.stats().delivered()).isEqualTo(200);
        assertThat(rig.stats().pending()).isEqualTo(100);
    }

    @Test
    void anEventThatAlwaysMeets403AmongGoodOnesIsFoundAndDropped() {
        rig.offer(1, 100);
        rig.serve(refusing(FORBIDDEN, "e1", "e55"), Duration.ofMillis(1));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(2);
        assertThat(rig.stats().delivered()).as("at once").isEqualTo(98);
    }

    /** One prompt in fifty is disliked by a firewall: the others must not wait for the circuit breaker. */
    @ParameterizedTest
    @ValueSource(ints = {20, 100})
    void manySuchEventsHoldUpNobody(int batchSize) {
        LoopRig busy = new LoopRig(LoopRig.settings(batchSize, 8));
        Random random = new Random(batchSize);
        Set<String> bad = new HashSet<>();
        for (int i = 1; i <= 20_000; i++) {
            if (random.nextInt(50) == 0) {
                bad.add("e" + i);
            }
        }
        int waits = 0;
        for (int i = 1; i <= 20_000; i += batchSize) {
            busy.offer(i, i + batchSize - 1);
            busy.serve(refusing(FORBIDDEN, bad.toArray(String[]::new)), Duration.ofMillis(1));
            waits += busy.stats().pending() > 0 ? 1 : 0;
            busy.serve(refusing(FORBIDDEN, bad.toArray(String[]::new)), Duration.ofMinutes(5));
        }

        assertThat(waits).as("batches that had to wait").isLessThanOrEqualTo(20_000 / batchSize / 50);
        assertThat(busy.dropped(DropReason.REJECTED)).isEqualTo(bad.size());
        assertThat(busy.stats().delivered()).isEqualTo(20_000 - bad.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"e1", "e2", "e3"})
    void anEventThatMeets403AmongTwoGoodOnesHoldsThemUpForAMomentOnly(String bad) {
        rig.offer(1, 3);
        rig.pass(Duration.ofSeconds(10));
        rig.serve(refusing(FORBIDDEN, bad), Duration.ofSeconds(6));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEventThatMeets403CostsNoGoodOneAtAnEnd() {
        rig.offer(1, 3);
        rig.pass(Duration.ofSeconds(10));
        rig.answer(FORBIDDEN);
        rig.closeIn(Duration.ofSeconds(4));
        rig.serve(refusing(FORBIDDEN, "e2"), Duration.ofSeconds(4));

        assertThat(rig.hasEnded()).isTrue();
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(2);
    }

    @Test
    void anEventThatCannotBeEncodedIsNoTrial() {
        rig.offer(1, 20).step().answer(UNAUTHORIZED);
        rig.offer(21, 40).pass(Duration.ofSeconds(5));
        rig.unusable(rig.take(), DropReason.NOT_ENCODABLE);

        assertThat(rig.sent).as("the next one leaves at once").hasSize(1);
        rig.answer(DELIVERED);
        rig.serve(request -> DELIVERED, AN_HOUR);
        assertThat(rig.stats().delivered()).isEqualTo(20);
    }

    @Test
    void anOutageIsOverWhenTheServerLooksAtATrial() {
        rig.offer(1, 40);
        rig.serve(request -> UNAVAILABLE, Duration.ofMinutes(10));
        rig.serve(refusing(REFUSED, "e1"), Duration.ofSeconds(40));

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.stats().delivered()).isEqualTo(39);
    }

    @Test
    void aLoneForbiddenEventWaitsUntilAnotherIsAccepted() {
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
