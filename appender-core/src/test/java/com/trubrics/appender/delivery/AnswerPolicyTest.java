package com.trubrics.appender.delivery;

import static com.trubrics.appender.delivery.LoopRig.DELIVERED;
import static com.trubrics.appender.delivery.LoopRig.FORBIDDEN;
import static com.trubrics.appender.delivery.LoopRig.NETWORK;
import static com.trubrics.appender.delivery.LoopRig.SERVER_ERROR;
import static com.trubrics.appender.delivery.LoopRig.TOO_LARGE;
import static com.trubrics.appender.delivery.LoopRig.UNAUTHORIZED;
import static com.trubrics.appender.delivery.Sample.entries;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.config.DeliverySettings.Backoff;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import com.trubrics.appender.transport.Outcome.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of answers, row by row. */
class AnswerPolicyTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Outcome REFUSED = new Outcome.Refused(Set.of(3), "422");

    private static final Outcome THROTTLED = new Outcome.Retry(Outcome.Cause.THROTTLED, null, "429");

    private final AnswerPolicy policy = new AnswerPolicy(new SplittableRandom(1));

    private static Batch batch(int size) {
        return new Batch(Endpoint.EVENTS, entries(1, size));
    }

    private Verdict alone(Outcome outcome, Batch batch) {
        return policy.decide(outcome, batch, false, BACKOFF);
    }

    private Verdict amongSuccesses(Outcome outcome, Batch batch) {
        return policy.decide(outcome, batch, true, BACKOFF);
    }

    private static Batch failed(int size, int attempts, int serverErrors) {
        Batch batch = batch(size);
        batch.attempts = attempts;
        batch.serverErrors = serverErrors;
        return batch;
    }

    @ParameterizedTest
    @MethodSource
    void eachAnswerHasItsVerdict(Outcome outcome, int size, Verdict verdict) {
        assertThat(alone(outcome, batch(size))).isEqualTo(verdict);
        assertThat(amongSuccesses(outcome, batch(size))).isEqualTo(verdict);
    }

    static List<Arguments> eachAnswerHasItsVerdict() {
        return List.of(
                Arguments.of(DELIVERED, 1, new Verdict.Deliver()),
                Arguments.of(DELIVERED, 20, new Verdict.Deliver()),
                Arguments.of(TOO_LARGE, 1, new Verdict.Drop(DropReason.TOO_LARGE)),
                Arguments.of(TOO_LARGE, 2, new Verdict.Halve()),
                Arguments.of(REFUSED, 1, new Verdict.Drop(DropReason.REJECTED)),
                Arguments.of(REFUSED, 2, new Verdict.Isolate(Set.of(3))),
                Arguments.of(UNAUTHORIZED, 1, new Verdict.PauseSending(Pause.Kind.UNAUTHORIZED)),
                Arguments.of(UNAUTHORIZED, 20, new Verdict.PauseSending(Pause.Kind.UNAUTHORIZED)),
                Arguments.of(FORBIDDEN, 1, new Verdict.PauseSending(Pause.Kind.CLOSED)),
                Arguments.of(FORBIDDEN, 20, new Verdict.PauseSending(Pause.Kind.CLOSED)));
    }

    @Test
    void withinASearchAClosedEndpointMeansTheEventItselfIfOthersAreTaken() {
        Batch one = batch(1);
        one.isolation = new Isolation(one.entries(), Set.of(), Isolation.Start.WHOLE, 0);
        Batch two = batch(2);
        two.isolation = one.isolation;

        assertThat(amongSuccesses(FORBIDDEN, one)).isEqualTo(new Verdict.Drop(DropReason.REJECTED));
        assertThat(alone(FORBIDDEN, one)).isEqualTo(new Verdict.PauseSending(Pause.Kind.CLOSED));
        assertThat(alone(FORBIDDEN, two)).isEqualTo(new Verdict.Isolate(Set.of()));
    }

    @ParameterizedTest
    @EnumSource
    void everyPassingTroubleIsRetriedWithinItsBound(Cause cause) {
        Verdict verdict = alone(new Outcome.Retry(cause, null, "x"), failed(20, 2, 0));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.RetryAfter.class,
                        retry -> assertThat(retry.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerAsksForIsKept(Cause cause) {
        Duration fourMinutes = Duration.ofMinutes(4);

        assertThat(alone(new Outcome.Retry(cause, fourMinutes, "x"), failed(20, 30, 0)))
                .isEqualTo(new Verdict.RetryAfter(fourMinutes));
    }

    @Test
    void anEndpointThatTakesNothingIsProbed() {
        assertThat(alone(NETWORK, failed(20, 3, 0))).isInstanceOf(Verdict.RetryAfter.class);
        assertThat(alone(NETWORK, failed(20, 4, 0))).isEqualTo(new Verdict.PauseSending(Pause.Kind.OUTAGE));
        assertThat(amongSuccesses(NETWORK, failed(1, 40, 0))).isInstanceOf(Verdict.RetryAfter.class);
    }

    @Test
    void aBatchThatDoesNotGetThroughWhereOthersDoIsHalved() {
        assertThat(amongSuccesses(NETWORK, failed(20, 3, 0))).isInstanceOf(Verdict.RetryAfter.class);
        assertThat(amongSuccesses(NETWORK, failed(20, 4, 0))).isEqualTo(new Verdict.Halve());
        assertThat(amongSuccesses(THROTTLED, failed(20, 4, 0))).isInstanceOf(Verdict.RetryAfter.class);
    }

    @Test
    void aBatchThatMetFiveServerErrorsWhileOthersSucceedIsHalved() {
        assertThat(amongSuccesses(SERVER_ERROR, failed(20, 3, 3))).isInstanceOf(Verdict.RetryAfter.class);
        assertThat(amongSuccesses(SERVER_ERROR, failed(20, 4, 4))).isEqualTo(new Verdict.Halve());
        assertThat(amongSuccesses(THROTTLED, failed(20, 4, 4))).isInstanceOf(Verdict.RetryAfter.class);
    }

    @Test
    void aLoneEventIsDroppedOnlyAfterFiveServerErrorsOfItsOwn() {
        assertThat(amongSuccesses(SERVER_ERROR, failed(1, 0, 9))).isInstanceOf(Verdict.RetryAfter.class);
        assertThat(amongSuccesses(SERVER_ERROR, failed(1, 4, 9))).isEqualTo(new Verdict.Drop(DropReason.REJECTED));
    }

    @ParameterizedTest
    @CsvSource({"0, 500", "1, 1000", "2, 2000", "5, 16000", "6, 30000", "1000, 30000"})
    void theBoundDoublesUpToTheGreatest(int earlier, int bound) {
        assertThat(AnswerPolicy.doubled(BACKOFF, earlier)).isEqualTo(Duration.ofMillis(bound));
        assertThat(IntStream.range(0, 200).mapToObj(i -> policy.delay(earlier, BACKOFF)))
                .allMatch(delay -> !delay.isNegative() && delay.toMillis() <= bound)
                .as("full jitter reaches both ends")
                .anyMatch(delay -> delay.toMillis() < bound / 4)
                .anyMatch(delay -> delay.toMillis() > bound * 3L / 4);
    }
}
