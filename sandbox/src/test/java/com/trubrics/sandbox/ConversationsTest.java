package com.trubrics.sandbox;

import static com.trubrics.sandbox.Samples.NOON;
import static com.trubrics.sandbox.Samples.fields;
import static com.trubrics.sandbox.Samples.llmEvent;
import static com.trubrics.sandbox.Samples.userEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest {

    private static SandboxEvent rating(long number, String thread) {
        return new SandboxEvent(
                number,
                NOON,
                SandboxEvent.Kind.USER,
                fields(
                        "{\"user_id\":\"ana\",\"event\":\"Thumbs Up\",\"timestamp\":\"%s\",\"properties\":{\"$thread_id\":\"%s\"}}"
                                .formatted(NOON.plusSeconds(30), thread)));
    }

    @Test
    void theEventsOfAThreadStandTogetherInTheOrderOfTheirTimes() {
        assertThat(Conversations.of(List.of(
                        llmEvent(1, "ana", "t-1", NOON.plusSeconds(20)),
                        llmEvent(2, "ben", "t-2", NOON.plusSeconds(10)),
                        rating(3, "t-1"),
                        llmEvent(4, "ana", "t-1", NOON))))
                .containsExactly(
                        new Conversations.Conversation(
                                "t-1", List.of("ana"), NOON, NOON.plusSeconds(30), List.of(4L, 1L, 3L)),
                        new Conversations.Conversation(
                                "t-2", List.of("ben"), NOON.plusSeconds(10), NOON.plusSeconds(10), List.of(2L)));
    }

    @Test
    void llmEventsWithoutAThreadStandTogetherForEachUser() {
        assertThat(Conversations.of(List.of(
                        llmEvent(1, "ana", null, NOON),
                        llmEvent(2, "ben", null, NOON),
                        llmEvent(3, "ana", null, NOON.plusSeconds(1)))))
                .extracting(Conversations.Conversation::thread, Conversations.Conversation::events)
                .containsExactly(tuple(null, List.of(1L, 3L)), tuple(null, List.of(2L)));
    }

    @Test
    void userEventsWithoutAThreadAreNoConversation() {
        assertThat(Conversations.of(List.of(userEvent(1, "ana", NOON)))).isEmpty();
    }
}
