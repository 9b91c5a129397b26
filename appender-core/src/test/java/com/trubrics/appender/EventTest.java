package com.trubrics.appender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How events are made from other events, as a filter does. */
class EventTest {

    private static final Instant TIME = Instant.parse("2024-10-09T13:21:46.182Z");
    private static final UserEvent SIGN_UP = UserEvent.builder("u1", "Sign Up")
            .property("plan", "pro")
            .property("email", "ana@example.org")
            .timestamp(TIME)
            .build();
    private static final LlmEvent ANSWER = LlmEvent.builder("u1", "Hi?", "Hello!")
            .promptEventName("Question")
            .generationEventName("Reply")
            .assistantId("gpt4o")
            .threadId("t1")
            .latency(Duration.ofSeconds(2))
            .property("email", "ana@example.org")
            .timestamp(TIME)
            .build();

    @Test
    void aRebuiltEventEqualsTheFirst() {
        assertThat(SIGN_UP.toBuilder().build()).isEqualTo(SIGN_UP);
        assertThat(ANSWER.toBuilder().build()).isEqualTo(ANSWER);
    }

    @Test
    void aRebuiltEventMayDifferInAnything() {
        assertThat(SIGN_UP.toBuilder()
                        .userId("u2")
                        .event("Sign In")
                        .clearProperties()
                        .build())
                .isEqualTo(new UserEvent("u2", "Sign In", Map.of(), TIME));
        assertThat(ANSWER.toBuilder()
                        .userId("u2")
                        .prompt("***")
                        .generation("")
                        .clearProperties()
                        .property("plan", "pro")
                        .build())
                .isEqualTo(LlmEvent.builder("u2", "***", "")
                        .promptEventName("Question")
                        .generationEventName("Reply")
                        .assistantId("gpt4o")
                        .threadId("t1")
                        .latency(Duration.ofSeconds(2))
                        .property("plan", "pro")
                        .timestamp(TIME)
                        .build());
    }

    @Test
    void aPropertyCanBeTakenAway() {
        assertThat(SIGN_UP.withoutProperty("email").properties()).isEqualTo(Map.of("plan", "pro"));
        assertThat(ANSWER.withoutProperty("email"))
                .isEqualTo(ANSWER.toBuilder().clearProperties().build());
        assertThat(SIGN_UP.withoutProperty("other")).isEqualTo(SIGN_UP);
        assertThat(SIGN_UP.properties()).hasSize(2);
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without a checker may pass
    void propertiesThatAreNullAreAMistake() {
        assertThatNullPointerException()
                .isThrownBy(() -> SIGN_UP.toBuilder().properties(null))
                .withMessage("properties");
    }

    @Test
    void anEventWithoutAUserCannotBeBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIGN_UP.toBuilder().userId(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> ANSWER.toBuilder().userId(""));
    }
}
