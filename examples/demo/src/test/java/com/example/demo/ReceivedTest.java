package com.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.Problem;
import com.trubrics.sandbox.RefusedRequest;
import com.trubrics.sandbox.RefusedRequest.Cause;
import com.trubrics.sandbox.SandboxEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    private static RefusedRequest refused(int status, Cause cause) {
        Problem problem = new Problem(0, "event", "event is blank.");
        return new RefusedRequest(1, Instant.EPOCH, "/publish_events", status, cause, List.of(problem), 1, "[{}]");
    }

    @Test
    void tells_requests_that_were_turned_away_from_those_that_were_wrong() {
        Received received =
                Received.of(List.of(), List.of(refused(503, Cause.SWITCH), refused(422, Cause.MISTAKE)), 3, 1_000);
        assertThat(received.turnedAway()).isEqualTo(1);
        assertThat(received.refusals())
                .singleElement()
                .asString()
                .contains("/publish_events was answered 422", "event is blank.");
    }

    @Test
    void keeps_each_event_as_it_was_sent() {
        SandboxEvent event = new SandboxEvent(
                1,
                Instant.EPOCH,
                SandboxEvent.Kind.USER,
                Map.of("user_id", "ana", "event", "Upgrade", "properties", Map.of("seats", 5)));
        assertThat(Received.of(List.of(event), List.of(), 1, 10).events())
                .singleElement()
                .satisfies(arrived -> {
                    assertThat(arrived.name()).isEqualTo("Upgrade");
                    assertThat(arrived.properties().path("seats").isInt()).isTrue();
                });
    }
}
