package com.example.demo;

import static com.example.demo.Reconciliation.differences;
import static org.assertj.core.api.Assertions.assertThat;

import com.trubrics.sandbox.SandboxEvent;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final List<ExpectedEvent> UPGRADE = ExpectedEvent.of(List.of(new Played(
            new RecordedRequest("r-001", "12:00:00", "ana", "POST", "/upgrade", "plan=team&seats=5&annual=false", 200),
            LocalDate.of(2026, 1, 31),
            200,
            "thank you")));

    private static ArrivedEvent upgrade(String good, String instead) {
        return Samples.arrived(SandboxEvent.Kind.USER, Samples.USER_EVENT.replace(good, instead));
    }

    @Test
    void is_content_when_each_event_arrived_once() {
        assertThat(differences(UPGRADE, List.of(Samples.upgrade()))).isEmpty();
    }

    @Test
    void does_not_mind_numbers_that_arrive_as_text() {
        assertThat(differences(UPGRADE, List.of(upgrade(":5", ":\"5\"")))).isEmpty();
    }

    @Test
    void tells_what_is_missing_double_or_a_surprise() {
        assertThat(differences(UPGRADE, List.of())).containsExactly("r-001 Upgrade: is missing");
        assertThat(differences(UPGRADE, List.of(Samples.upgrade(), Samples.upgrade())))
                .containsExactly("r-001 Upgrade: arrived 2 times");
        assertThat(differences(UPGRADE, List.of(Samples.upgrade(), Samples.conversation())))
                .containsExactly("r-002 prompt, generation: was not expected, arrived once");
    }

    @Test
    void tells_which_value_differs() {
        assertThat(differences(UPGRADE, List.of(upgrade(":5", ":6"))))
                .containsExactly("r-001 Upgrade: property seats should be '5' and is '6'");
        assertThat(differences(UPGRADE, List.of(upgrade("\"ana\"", "\"bo\""))))
                .containsExactly("r-001 Upgrade: user_id should be 'ana' and is 'bo'");
        assertThat(differences(UPGRADE, List.of(upgrade("12:00:00.000Z", "12:00:01Z"))))
                .containsExactly("r-001 Upgrade: happened at 2026-01-31T12:00:00Z, arrived as of 2026-01-31T12:00:01Z");
    }

    @Test
    void tells_what_left_the_process_unasked() {
        assertThat(differences(UPGRADE, List.of(upgrade("\"seats\"", "\"client_ip\":\"127.0.0.1\",\"seats\""))))
                .containsExactly("r-001 Upgrade: has properties that nobody asked for: [client_ip]");
    }
}
