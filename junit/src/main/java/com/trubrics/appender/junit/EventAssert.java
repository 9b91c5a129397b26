package com.trubrics.appender.junit;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about one event.
 *
 * <p>Values of properties are compared in the form in which they are sent: numbers by their value, whatever their type
 * ({@code 3} equals {@code 3L}, and {@code 1.0} equals {@code 1}), lists, arrays and maps element by element, an enum by its
 * name, and a date by its ISO-8601 text.
 */
public final class EventAssert {

    private final Event event;
    private final Recording recording;

    EventAssert(Event event, Recording recording) {
        this.event = event;
        this.recording = recording;
    }

    /** Fails unless it is a user event with this name. */
    public EventAssert isUserEvent(String name) {
        String actual = event instanceof UserEvent user ? "\"" + user.event() + "\"" : "an LLM event";
        return check(
                event instanceof UserEvent user && user.event().equals(name), "user event", "\"" + name + "\"", actual);
    }

    /** Fails unless it is an LLM event. */
    public EventAssert isLlmEvent() {
        return check(event instanceof LlmEvent, "kind", "an LLM event", "a user event");
    }

    /** Fails unless it has this user ID, after pseudonyms have been applied. */
    public EventAssert byUser(String userId) {
        return equal("user", userId, event.userId());
    }

    /** Fails unless it has a property with this value, compared as it is sent. */
    public EventAssert hasProperty(String name, @Nullable Object value) {
        hasProperty(name);
        Object actual = event.properties().get(name);
        return check(
                SentValues.equal(value, actual),
                "property '" + name + "'",
                shown(SentValues.sent(value)),
                shown(actual));
    }

    /** Fails unless it has a property with this name. */
    public EventAssert hasProperty(String name) {
        return check(
                event.properties().containsKey(name),
                "properties",
                "one named '" + name + "'",
                event.properties().keySet());
    }

    /** Fails if it has a property with this name, for example one that must not leave the process. */
    public EventAssert hasNoProperty(String name) {
        return check(
                !event.properties().containsKey(name),
                "properties",
                "none named '" + name + "'",
                event.properties().keySet());
    }

    /** Fails unless it has these properties, in any order, and no others. */
    public EventAssert hasOnlyProperties(Map<String, ?> expected) {
        return check(
                SentValues.equal(expected, event.properties()),
                "properties",
                SentValues.sent(expected),
                event.properties());
    }

    /** Fails unless it is an LLM event with this prompt. */
    public EventAssert hasPrompt(String prompt) {
        return equal("prompt", prompt, llm().prompt());
    }

    /** Fails unless it is an LLM event with this generation. */
    public EventAssert hasGeneration(String generation) {
        return equal("generation", generation, llm().generation());
    }

    /** Fails unless it is an LLM event with this conversation ID. */
    public EventAssert hasThreadId(@Nullable String threadId) {
        return equal("thread ID", threadId, llm().threadId());
    }

    /** Fails unless it is an LLM event with this assistant or model. */
    public EventAssert hasAssistantId(@Nullable String assistantId) {
        return equal("assistant ID", assistantId, llm().assistantId());
    }

    /** Fails unless it is an LLM event with this latency. */
    public EventAssert hasLatency(@Nullable Duration latency) {
        return equal("latency", latency, llm().latency());
    }

    /** Returns the event, for checks that have no assertion here. */
    public Event event() {
        return event;
    }

    private LlmEvent llm() {
        isLlmEvent();
        return (LlmEvent) event;
    }

    private EventAssert equal(String what, @Nullable Object expected, @Nullable Object actual) {
        return check(Objects.equals(expected, actual), what, shown(expected), shown(actual));
    }

    /** Quotes a text, because "5" is not the number 5. */
    private static String shown(@Nullable Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private EventAssert check(boolean holds, String what, @Nullable Object expected, @Nullable Object actual) {
        if (!holds) {
            throw Failure.of(
                    "Expected " + what + ": " + expected + "\nbut was: " + actual + "\nin: " + EventText.of(event),
                    recording);
        }
        return this;
    }
}
