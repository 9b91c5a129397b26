package com.trubrics.sandbox.discover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log call that an application has made, as its appender has copied it.
 *
 * @param template null if the call has none
 * @param users the current user, by the user source that named it
 * @param cut whether a text was too long to be copied whole, so that a rule may read something else in the application
 */
record RecordedCall(
        String logger,
        String level,
        @Nullable String template,
        String message,
        List<@Nullable Object> arguments,
        Map<String, Object> mdc,
        Map<String, Object> kv,
        List<String> markers,
        String thread,
        Instant at,
        Map<String, String> users,
        Thrown thrown,
        Outcome outcome,
        boolean cut) {

    /** The exception of a call; both are null for none. */
    record Thrown(@Nullable String type, @Nullable String message) {}

    /**
     * What became of the call in the application.
     *
     * @param user null if it was no event
     * @param event its name; null if it was no event
     * @param dropped why the event was dropped; null if it was not
     * @param rule the position of the rule that took it; 0 for none
     */
    record Outcome(
            @Nullable String user,
            @Nullable String event,
            @Nullable String dropped,
            int rule) {}

    /** Returns the same call of another logger. */
    RecordedCall from(String other) {
        return new RecordedCall(
                other, level, template, message, arguments, mdc, kv, markers, thread, at, users, thrown, outcome, cut);
    }
}
