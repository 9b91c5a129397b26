package com.trubrics.appender.internal.retry;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.config.DeliverySettings.Backoff;
import com.trubrics.appender.internal.retry.EndpointHealth.Request;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How an endpoint is doing, by its answers. */
class EndpointHealthTest {

    private static final Pace PACE =
            new Pace(new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)), new Random(1), false);

    private final List<EndpointHealth> endpoints = EndpointHealth.ofEach(2);
    private final EndpointHealth one = endpoints.get(0);
    private final EndpointHealth other = endpoints.get(1);

    private void answer(long request, RequestOutcome outcome) {
        one.answered(new Request(request, 20, 2_000, BatchHistory.NONE), outcome, PACE, 0);
    }

    private long untilTrial() {
        Moment moment = new Moment(0);
        assertThat(one.breaker().admits(moment)).isFalse();
        return moment.untilNext();
    }

    @Test
    void aRefusedKeyConcernsAllEndpoints() {
        answer(one.breaker().departs(), RequestOutcome.UNAUTHORIZED);

        assertThat(endpoints).allMatch(endpoint -> endpoint.state() == State.UNAUTHORIZED);
        assertThat(endpoints).noneMatch(endpoint -> endpoint.breaker().isClosed());
    }

    @Test
    void aSecondRefusalThatWasUnderWayChangesNothing() {
        long first = one.breaker().departs();
        long second = one.breaker().departs();
        answer(first, RequestOutcome.UNAUTHORIZED);
        long until = untilTrial();
        answer(second, RequestOutcome.UNAUTHORIZED);

        assertThat(one.state()).isEqualTo(State.UNAUTHORIZED);
        assertThat(untilTrial()).isEqualTo(until);
    }

    @Test
    void anEndpointThatAcceptsAgainSpeaksForItselfOnly() {
        answer(one.breaker().departs(), RequestOutcome.UNAUTHORIZED);
        answer(one.breaker().departs(), RequestOutcome.ACCEPTED);

        assertThat(one.state()).isEqualTo(State.OK);
        assertThat(other.state()).isEqualTo(State.UNAUTHORIZED);
    }

    @Test
    void aDenialIsLastingOnlyOnceTheBreakerIsOpen() {
        for (int i = 1; i < CircuitBreaker.FAILURES_TO_OPEN; i++) {
            answer(one.breaker().departs(), RequestOutcome.DENIED);
            assertThat(one.state()).isEqualTo(State.RETRYING);
        }
        answer(one.breaker().departs(), RequestOutcome.DENIED);

        assertThat(one.state()).isEqualTo(State.REFUSED);
    }
}
