package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.retry.BatchHistory.Failures;
import com.trubrics.appender.internal.retry.EndpointHealth.Request;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of answers: what each means for a batch and for its endpoint. */
class AnswersToBatchesTest {

    private static final Pace PACE =
            new Pace(new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)), new Random(1), false);

    private final EndpointHealth endpoint = EndpointHealth.ofEach(1).get(0);

    private RetryDecision decide(RequestOutcome outcome, int size) {
        return decide(outcome, size, BatchHistory.NONE);
    }

    private RetryDecision decide(RequestOutcome outcome, int size, BatchHistory history) {
        return answer(endpoint.breaker().departs(), outcome, size, history);
    }

    private RetryDecision answer(long request, RequestOutcome outcome, int size, BatchHistory history) {
        return endpoint.answered(new Request(request, size, size * 100, history), outcome, PACE, 0);
    }

    private static BatchHistory failed(int times, int blamed) {
        return new BatchHistory(new Failures(times, times, blamed), BatchHistory.NEVER, null, 0);
    }

    /** A batch of which every event is refused. */
    private void refuseEverything() {
        RetryDecision batch = decide(RequestOutcome.INVALID, 2);
        for (int event = 0; event < 2; event++) {
            assertThat(decide(RequestOutcome.INVALID, 1, batch.history()).action())
                    .isEqualTo(Action.DROP_AS_REJECTED);
        }
    }

    /** A part that has been split so often that no part is split again where everything is refused. */
    private static BatchHistory splitPart() {
        return new BatchHistory(Failures.NONE, BatchHistory.NEVER, null, BatchBisection.SPLITS_WHERE_ALL_IS_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, DELIVER, DELIVER, OK",
        "UNREACHABLE, RETRY, RETRY, RETRYING",
        "THROTTLED, RETRY, RETRY, RETRYING",
        "UNAVAILABLE, RETRY, RETRY, RETRYING",
        "FAILED, RETRY, RETRY, RETRYING",
        "TOO_LARGE, HALVE, DROP_AS_TOO_LARGE, OK",
        "INVALID, BISECT, DROP_AS_REJECTED, OK",
        "DENIED, BISECT, RETRY, RETRYING",
        "UNAUTHORIZED, RETRY, RETRY, UNAUTHORIZED",
    })
    void whatTheFirstAnswerMeans(RequestOutcome outcome, Action severalEvents, Action oneEvent, State state) {
        assertThat(decide(outcome, 20).action()).isEqualTo(severalEvents);
        assertThat(decide(outcome, 1).action()).isEqualTo(oneEvent);
        assertThat(endpoint.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "THROTTLED", "UNAVAILABLE"})
    void whatIsNotTheEventsFaultNeverCostsAnEvent(RequestOutcome outcome) {
        assertThat(decide(outcome, 1, failed(1_000, 9)).action()).isEqualTo(Action.RETRY);
    }

    @Test
    void aSingleEventThatTheServerFailsOnTenTimesIsGivenUp() {
        assertThat(decide(RequestOutcome.FAILED, 1, failed(8, 8)).action()).isEqualTo(Action.RETRY);
        assertThat(decide(RequestOutcome.FAILED, 1, failed(9, 9)).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void whileTheBreakerIsOpenNothingIsBlamed() {
        endpoint.breaker().trip(endpoint.breaker().departs(), earlier -> 0, 0);

        RetryDecision decision = decide(RequestOutcome.FAILED, 1, failed(100, 9));
        assertThat(decision.action()).isEqualTo(Action.RETRY);
        assertThat(decision.history().failures().blamed()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "FAILED"})
    void aBatchThatFailsFiveTimesIsHalved(RequestOutcome outcome) {
        assertThat(decide(outcome, 20, failed(3, 3)).action()).isEqualTo(Action.RETRY);
        assertThat(decide(outcome, 20, failed(4, 4)).action()).isEqualTo(Action.HALVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
    void butNotWhereMoreRequestsWouldMakeItWorse(RequestOutcome outcome) {
        assertThat(decide(outcome, 20, failed(100, 0)).action()).isEqualTo(Action.RETRY);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE", "UNAUTHORIZED"})
    void norDoesSuchAFailureCountTowardsThat(RequestOutcome outcome) {
        BatchHistory often = BatchHistory.NONE;
        for (int i = 0; i < 100; i++) {
            often = decide(outcome, 20, often).history();
        }
        assertThat(decide(RequestOutcome.FAILED, 20, often).action()).isEqualTo(Action.RETRY);
        assertThat(decide(RequestOutcome.UNREACHABLE, 20, often).action()).isEqualTo(Action.RETRY);
    }

    @Test
    void aBatchThatTheServerFailedOnWaitsEvenAfterATrial() {
        endpoint.breaker().trip(endpoint.breaker().departs(), earlier -> 0, 0);

        assertThat(decide(RequestOutcome.UNAVAILABLE, 20, failed(9, 0)).delay()).isZero();
        assertThat(decide(RequestOutcome.FAILED, 20, failed(3, 0)).delay()).isPositive();
    }

    @Test
    void aLoneDeniedEventIsGivenUpWhereOthersAreAccepted() {
        long itself = endpoint.breaker().departs();
        BatchHistory denied =
                answer(itself, RequestOutcome.DENIED, 1, BatchHistory.NONE).history();
        assertThat(answer(itself, RequestOutcome.DENIED, 1, denied).action()).isEqualTo(Action.RETRY);
        answer(itself, RequestOutcome.ACCEPTED, 1, BatchHistory.NONE);
        assertThat(answer(itself, RequestOutcome.DENIED, 1, denied).action())
                .as("it left before")
                .isEqualTo(Action.RETRY);

        decide(RequestOutcome.ACCEPTED, 1);
        assertThat(decide(RequestOutcome.DENIED, 1, denied).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void thatHoldsForThePartsOfADeniedBatchToo() {
        RetryDecision batch = decide(RequestOutcome.DENIED, 2);
        assertThat(batch.action()).isEqualTo(Action.BISECT);
        decide(RequestOutcome.ACCEPTED, 1);

        assertThat(decide(RequestOutcome.DENIED, 1, batch.history()).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void whereAllIsRefusedAPartIsTriedOnceMoreAndThenGivenUpAsAWhole() {
        refuseEverything();
        RetryDecision first = decide(RequestOutcome.INVALID, 5, splitPart());

        assertThat(first.action()).isEqualTo(Action.RETRY);
        assertThat(decide(RequestOutcome.INVALID, 5, first.history()).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void butADeniedPartWaits() {
        refuseEverything();

        BatchHistory part = splitPart();
        for (int i = 0; i < 50; i++) {
            RetryDecision decision = decide(RequestOutcome.DENIED, 5, part);
            assertThat(decision.action()).isEqualTo(Action.RETRY);
            part = decision.history();
        }
    }
}
