package com.trubrics.appender.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DeliveryStats.State;
import com.trubrics.appender.internal.queue.StatsSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a health indicator says about which destinations. */
class DeliveryHealthTest {

    private static DeliveryStats destination(State state, int pending) {
        return new StatsSnapshot(
                "https://one.test",
                "a1b2",
                pending,
                0,
                Map.of(),
                0,
                List.of(),
                pending,
                0,
                0,
                0,
                Duration.ofMillis(1500),
                Map.of(),
                Map.of(),
                0,
                state,
                Duration.ofSeconds(5),
                null,
                "answered 401",
                Duration.ofSeconds(1));
    }

    private static String status(boolean mayFail, DeliveryStats... destinations) {
        return DeliveryHealth.of(List.of(destinations), mayFail).status();
    }

    @Test
    void eventsThatAreNotAcceptedLeaveTheApplicationUpUnlessItAsksForMore() {
        for (State state : List.of(State.RETRYING, State.REFUSED, State.UNAUTHORIZED)) {
            assertThat(status(false, destination(State.OK, 1), destination(state, 2)))
                    .isEqualTo("UNKNOWN");
            assertThat(status(true, destination(State.OK, 1), destination(state, 2)))
                    .isEqualTo("DOWN");
        }
    }

    @Test
    void allIsWellWhereEventsAreAcceptedOrNoneWait() {
        assertThat(status(true, destination(State.OK, 3))).isEqualTo("UP");
        assertThat(status(true, destination(State.OK, 0), destination(State.UNAUTHORIZED, 0)))
                .as("the key has been exchanged")
                .isEqualTo("UP");
    }

    @Test
    void nothingIsKnownWithoutADestination() {
        assertThat(status(true)).isEqualTo("UNKNOWN");
    }

    @Test
    void theDetailsSayWhatAnOperatorNeeds() {
        assertThat(DeliveryHealth.of(List.of(destination(State.UNAUTHORIZED, 2)), false)
                        .details())
                .isEqualTo(Map.of(
                        "destinations",
                        List.of(Map.of(
                                "destination", "https://one.test",
                                "key", "a1b2",
                                "state", "UNAUTHORIZED",
                                "waitingEvents", 2L,
                                "oldestEventAgeSeconds", 1.5,
                                "lastError", "answered 401"))));
    }
}
