package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.retry.BatchHistory.Failures;
import com.trubrics.appender.internal.retry.RetryDecision.Action;
import com.trubrics.appender.internal.retry.RetryDecision.Finding;
import com.trubrics.appender.internal.retry.RetryPolicy.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of answers. */
class RetryPolicyTest {

    private final CircuitBreaker breaker = new CircuitBreaker();

    private RetryDecision decide(RequestOutcome kind, int size) {
        return decide(kind, size, BatchHistory.NONE);
    }

    private RetryDecision decide(RequestOutcome kind, int size, BatchHistory history) {
        return RetryPolicy.decide(kind, new Evidence(size, history, breaker, true));
    }

    private static BatchHistory failed(int times, int blamed) {
        return new BatchHistory(new Failures(times, times, blamed), BatchHistory.NEVER, null, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, DELIVER, DELIVER, ACCEPTS",
        "UNREACHABLE, RETRY, RETRY, FAILS",
        "THROTTLED, RETRY, RETRY, FAILS",
        "UNAVAILABLE, RETRY, RETRY, FAILS",
        "FAILED, RETRY, RETRY, FAILS",
        "TOO_LARGE, HALVE, DROP_AS_TOO_LARGE, WORKS",
        "INVALID, BISECT, DROP_AS_REJECTED, WORKS",
        "DENIED, BISECT, RETRY, DENIES",
        "UNAUTHORIZED, RETRY, RETRY, REFUSES_KEY",
    })
    void whatTheFirstAnswerMeans(RequestOutcome kind, Action severalEvents, Action oneEvent, Finding finding) {
        assertThat(decide(kind, 20).action()).isEqualTo(severalEvents);
        assertThat(decide(kind, 1).action()).isEqualTo(oneEvent);
        assertThat(decide(kind, 20).finding()).isEqualTo(finding);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "THROTTLED", "UNAVAILABLE"})
    void whatIsNotTheEventsFaultNeverCostsAnEvent(RequestOutcome kind) {
        assertThat(decide(kind, 1, failed(1_000, 9)).action()).isEqualTo(Action.RETRY);
    }

    @Test
    void aSingleEventThatTheServerFailsOnTenTimesIsGivenUp() {
        assertThat(decide(RequestOutcome.FAILED, 1, failed(8, 8)).action()).isEqualTo(Action.RETRY);
        assertThat(decide(RequestOutcome.FAILED, 1, failed(9, 9)).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void whileTheBreakerIsOpenNothingIsBlamed() {
        breaker.trip(breaker.departs(), earlier -> 0, 0);

        RetryDecision decision = decide(RequestOutcome.FAILED, 1, failed(100, 9));
        assertThat(decision.action()).isEqualTo(Action.RETRY);
        assertThat(decision.history().failures().blamed()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "FAILED"})
    void aBatchThatFailsFiveTimesIsHalved(RequestOutcome kind) {
        assertThat(decide(kind, 20, failed(3, 3)).action()).isEqualTo(Action.RETRY);
        assertThat(decide(kind, 20, failed(4, 4)).action()).isEqualTo(Action.HALVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE"})
    void butNotWhereMoreRequestsWouldMakeItWorse(RequestOutcome kind) {
        assertThat(decide(kind, 20, failed(100, 0)).action()).isEqualTo(Action.RETRY);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "UNAVAILABLE", "UNAUTHORIZED"})
    void norDoesSuchAFailureCountTowardsThat(RequestOutcome kind) {
        BatchHistory often = BatchHistory.NONE;
        for (int i = 0; i < 100; i++) {
            often = decide(kind, 20, often).history();
        }
        assertThat(decide(RequestOutcome.FAILED, 20, often).action()).isEqualTo(Action.RETRY);
        assertThat(decide(RequestOutcome.UNREACHABLE, 20, often).action()).isEqualTo(Action.RETRY);
    }

    @Test
    void aLoneDeniedEventIsGivenUpWhereOthersAreAccepted() {
        long itself = breaker.departs();
        BatchHistory denied = decide(RequestOutcome.DENIED, 1).history();
        assertThat(decide(RequestOutcome.DENIED, 1, denied).action()).isEqualTo(Action.RETRY);
        breaker.accepted(itself);
        assertThat(decide(RequestOutcome.DENIED, 1, denied).action())
                .as("it left before")
                .isEqualTo(Action.RETRY);

        breaker.accepted(breaker.departs());
        assertThat(decide(RequestOutcome.DENIED, 1, denied).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void thatHoldsForThePartsOfADeniedBatchToo() {
        breaker.departs();
        RetryDecision batch = decide(RequestOutcome.DENIED, 2);
        BatchHistory part = batch.history().ofPart(new BatchBisection().begin(2));
        breaker.accepted(breaker.departs());

        assertThat(decide(RequestOutcome.DENIED, 1, part).action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void whereAllIsRefusedAPartIsTriedOnceMoreAndThenGivenUpAsAWhole() {
        RetryDecision first =
                RetryPolicy.decide(RequestOutcome.INVALID, new Evidence(5, BatchHistory.NONE, breaker, false));
        RetryDecision second =
                RetryPolicy.decide(RequestOutcome.INVALID, new Evidence(5, first.history(), breaker, false));

        assertThat(first.action()).isEqualTo(Action.RETRY);
        assertThat(second.action()).isEqualTo(Action.DROP_AS_REJECTED);
    }

    @Test
    void butADeniedPartWaits() {
        BatchHistory often = failed(50, 0);

        assertThat(RetryPolicy.decide(RequestOutcome.DENIED, new Evidence(5, often, breaker, false))
                        .action())
                .isEqualTo(Action.RETRY);
    }
}
