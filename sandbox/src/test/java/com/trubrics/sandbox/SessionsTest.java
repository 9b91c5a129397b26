package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.NOON;
import static com.trubrics.sandbox.Samples.fields;
import static com.trubrics.sandbox.Samples.userEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static List<List<Long>> sessionsOf(SandboxEvent... events) {
        return Sessions.of(List.of(events)).get(0).sessions().stream()
                .map(Sessions.Session::events)
                .toList();
    }

    private static Instant after(String duration) {
        return NOON.plus(Duration.parse(duration));
    }

    @Test
    void aGapOfThirtyMinutesBeginsANewSession() {
        assertThat(sessionsOf(
                        userEvent(1, "ana", NOON),
                        userEvent(2, "ana", after("PT29M59.999S")),
                        userEvent(3, "ana", after("PT59M59.999S"))))
                .containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void theTimeOfTheEventCountsAndNotItsArrival() {
        assertThat(sessionsOf(
                        userEvent(1, "ana", after("PT40M")),
                        userEvent(2, "ana", NOON),
                        userEvent(3, "ana", after("PT20M"))))
                .containsExactly(List.of(2L, 3L, 1L));
    }

    @Test
    void anLlmEventLastsFromThePromptToTheGeneration() {
        SandboxEvent slow = new SandboxEvent(
                2,
                NOON,
                SandboxEvent.Kind.LLM,
                fields("{\"user_id\":\"ana\",\"prompt\":\"\",\"generation\":\"\",\"latency\":600,\"timestamp\":\"%s\"}"
                        .formatted(after("PT35M"))));
        assertThat(sessionsOf(userEvent(1, "ana", NOON), slow, userEvent(3, "ana", after("PT64M"))))
                .containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void eachUserHasSessionsOfTheirOwnAndTheOneSeenLastComesFirst() {
        List<Sessions.User> users = Sessions.of(List.of(
                userEvent(1, "ana", NOON),
                userEvent(2, "ben", after("PT1M")),
                userEvent(3, "ana", after("PT2H")),
                userEvent(4, "ben", after("PT2M"))));
        assertThat(users).extracting(Sessions.User::id).containsExactly("ana", "ben");
        assertThat(users.get(1).sessions())
                .containsExactly(new Sessions.Session(after("PT1M"), after("PT2M"), List.of(2L, 4L)));
    }
}
