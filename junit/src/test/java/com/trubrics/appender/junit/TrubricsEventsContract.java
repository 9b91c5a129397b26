package com.trubrics.appender.junit;

import static com.trubrics.appender.junit.TrubricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trubrics.appender.DropReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test of an application sees; the same on both frameworks. */
abstract class TrubricsEventsContract {

    @RegisterExtension
    final TrubricsEvents events = new TrubricsEvents();

    /** Logs with this MDC. */
    abstract void log(String logger, Map<String, String> mdc, String message, Object... arguments);

    private void signUp(String user) {
        log("app", Map.of("user_id", user, "event", "Sign Up", "properties", "{\"plan\":\"pro\",\"secret\":1}"), "hi");
    }

    @Test
    void aLogCallThatCarriesAnEventIsOneAtOnce() {
        signUp("u-42");

        assertThat(events)
                .single()
                .isUserEvent("Sign Up")
                .byUser("u-42")
                .hasProperty("plan", "pro")
                .hasNoProperty("secret");
        assertThat(events).hasNoneDropped();
    }

    @Test
    void theRulesOfTheConfigurationApply() {
        log("shop", Map.of(), "Order {} placed by {}", 7, "u-1");

        assertThat(events).singleUserEvent("Order Placed").byUser("u-1").hasOnlyProperties(Map.of("order_id", 7L));
    }

    @Test
    void anExchangeWithAModelIsAnLlmEvent() {
        log("app", Map.of("user_id", "u", "prompt", "Why?", "generation", "So.", "thread_id", "t-1"), "answered");

        assertThat(events)
                .single()
                .isLlmEvent()
                .hasPrompt("Why?")
                .hasGeneration("So.")
                .hasThreadId("t-1")
                .hasAssistantId(null);
        assertThat(events.llmEvents()).hasSize(1);
        assertThat(events.userEvents()).isEmpty();
    }

    @Test
    void aTestDoesNotSeeTheEventsOfAnotherOne() {
        assertThat(events).isEmpty();
        signUp("u-2");
        assertThat(events).hasSize(1);
    }

    @Test
    void norDoesThisOne() {
        assertThat(events).isEmpty();
        signUp("u-3");
        assertThat(events).hasSize(1);
    }

    @Test
    void anEventWithoutUserIsDroppedAndSaysWhy() {
        log("app", Map.of("event", "Sign Up"), "hi");

        assertThat(events).isEmpty().hasDropped(DropReason.MISSING_USER_ID, 1);
        assertThat(events.dropped().get(0).explanation()).contains("names no user");
        assertThat(events.dropped().get(0).toString()).containsOnlyOnce("MISSING_USER_ID");
    }

    @Test
    void aFailureShowsWhatBecameOfTheLogCalls() {
        log("shop", Map.of(), "Order {} cancelled by {}", 7, "u-1");

        assertThatThrownBy(() -> assertThat(events).single())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 1 event, but there are 0.")
                .hasMessageContaining("shop INFO: not an event: ")
                .hasMessageContaining("rule 1");
    }

    @Test
    void aFailureShowsAllThatAnEventHas() {
        signUp("u-42");
        log("app", Map.of("user_id", "u-7", "prompt", "Why?", "generation", "So.", "thread_id", "t-1"), "answered");

        assertThatThrownBy(() -> assertThat(events).element(0).hasProperty("plan", "free"))
                .hasMessageContaining("in: user event \"Sign Up\" of u-42 {plan=pro} at 20")
                .hasMessageContaining("LLM event of u-7: prompt \"Why?\", generation \"So.\", thread ID t-1 {} at 20");
    }

    @Test
    void aFailureTellsTextFromANumber() {
        log("shop", Map.of(), "Order {} placed by {}", 7, "u-1");

        assertThatThrownBy(() -> assertThat(events).single().hasProperty("order_id", "7"))
                .hasMessageContaining("Expected property 'order_id': \"7\"\nbut was: 7\n");
    }

    @Test
    void aFailureSaysThatNoAppenderWasReached() {
        assertThatThrownBy(() -> assertThat(events).single())
                .hasMessageContaining("No log call reached a Trubrics appender.");
    }

    @Test
    void behindAnAsynchronousAppenderATestWaits() {
        log("async", Map.of("user_id", "u-4", "event", "Slow"), "hi");

        assertThat(events.await(1)).single().isUserEvent("Slow");
    }

    @Test
    void aWaitInVainSaysHowManyEventsItExpected() {
        signUp("u-4");

        assertThatThrownBy(() -> events.await(2, Duration.ofMillis(1)))
                .hasMessageContaining("Expected at least 2 events within 1 ms, but there are 1.");
        events.clear();
        assertThatThrownBy(() -> events.await(1, Duration.ofMillis(1)))
                .hasMessageContaining("Expected at least 1 event within 1 ms, but there are 0.");
    }

    @Test
    void whatAThreadOfTheTestLogsBelongsToTheTest() throws InterruptedException {
        Thread thread = new Thread(() -> signUp("u-5"));
        thread.start();
        thread.join();

        assertThat(events).single().byUser("u-5");
    }

    @Test
    void clearForgets() {
        signUp("u-6");
        events.clear();

        assertThat(events).isEmpty();
        assertThat(events.explanations()).isEmpty();
    }
}
