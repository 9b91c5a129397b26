package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.NOON;
import static com.trubrics.sandbox.Samples.USER_EVENT;
import static com.trubrics.sandbox.Samples.accepted;
import static com.trubrics.sandbox.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.web.Changes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private final Changes changes = new Changes();
    private final EventStore store = new EventStore(3, Clock.fixed(NOON, ZoneOffset.UTC), changes);

    private void refuse(String body) {
        store.refuse(
                request("/publish_events", body),
                CheckResult.Refused.because(422, "No."),
                RefusedRequest.Cause.MISTAKE);
    }

    @Test
    void theOldestEventsAreForgottenAndStillCounted() {
        store.accept(accepted(USER_EVENT, USER_EVENT), 200);
        store.accept(accepted(USER_EVENT, USER_EVENT), 200);

        assertThat(store.accepted()).extracting(SandboxEvent::number).containsExactly(2L, 3L, 4L);
        assertThat(store.totals()).isEqualTo(new EventStore.Totals(4, 0, 2, 400, 0));
    }

    @Test
    void eventsBeyondTheBoundInBytesAreForgottenButForTheNewest() {
        int most = (int) EventStore.MAX_BYTES;
        store.accept(accepted(USER_EVENT), most / 2);
        store.accept(accepted(USER_EVENT), most / 2 + 1);
        assertThat(store.accepted()).extracting(SandboxEvent::number).containsExactly(2L);

        store.accept(accepted(USER_EVENT), most + 1);
        assertThat(store.accepted()).extracting(SandboxEvent::number).containsExactly(3L);
    }

    @Test
    void ofRefusedRequestsTheNewestAreKeptWithTheBeginningOfTheirBodies() {
        for (int i = 0; i < 5; i++) {
            refuse("x".repeat(EventStore.MAX_BODY + 1));
        }
        assertThat(store.refused()).extracting(RefusedRequest::number).containsExactly(3L, 4L, 5L);
        assertThat(store.refused().get(0).body())
                .hasSize(EventStore.MAX_BODY + 1)
                .endsWith("…");
        assertThat(store.totals().refusedRequests()).isEqualTo(5);
    }

    @Test
    void aReaderGetsWhatItHasNotSeen() {
        store.accept(accepted(USER_EVENT), 100);
        EventStore.News first = store.after("", 0);
        assertThat(first.accepted()).hasSize(1);

        refuse("[");
        store.accept(accepted(USER_EVENT), 100);
        EventStore.News second = store.after(first.epoch(), first.lastNumber());
        assertThat(second.accepted()).extracting(SandboxEvent::number).containsExactly(3L);
        assertThat(second.refused()).extracting(RefusedRequest::number).containsExactly(2L);
        assertThat(store.after(second.epoch(), second.lastNumber()).accepted()).isEmpty();
    }

    @Test
    void aReaderFromBeforeAResetBeginsAnew() {
        store.accept(accepted(USER_EVENT), 100);
        EventStore.News before = store.after("", 0);
        store.reset();
        store.accept(accepted(USER_EVENT), 100);

        EventStore.News after = store.after(before.epoch(), before.lastNumber());
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        assertThat(after.accepted()).extracting(SandboxEvent::number).containsExactly(1L);
    }

    @Test
    void aResetForgetsWhatWasCounted() {
        store.accept(accepted(USER_EVENT), 100);
        refuse("[");
        store.reset();

        assertThat(store.accepted()).isEmpty();
        assertThat(store.refused()).isEmpty();
        assertThat(store.counts()).isEmpty();
        assertThat(store.totals()).isEqualTo(EventStore.Totals.NONE);
    }

    @Test
    void everyChangeIsTold() {
        store.accept(accepted(USER_EVENT), 100);
        long version = changes.version();
        refuse("[");
        assertThat(changes.since(version)).containsExactly(EventStore.TOPIC);
    }

    @Test
    void anEventKeepsItsValuesAsTheyWereWritten() {
        store.accept(accepted(USER_EVENT), 100);
        SandboxEvent event = store.accepted().get(0);
        assertThat(event.json()).isEqualTo(USER_EVENT);
        assertThat(event.property("price")).hasToString("1.50");
        assertThat(event.property("none")).isNull();
        assertThat(event)
                .extracting(SandboxEvent::userId, SandboxEvent::name, SandboxEvent::timestamp, SandboxEvent::threadId)
                .containsExactly("ana", "Upgrade", NOON, null);
        assertThat(Map.copyOf(Views.event(event))).containsEntry("kind", "user");
    }
}
