package com.trubrics.appender;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event for Trubrics: an action of a user, or one exchange with a language model. Immutable and thread-safe:
 * every value was copied when the event was created.
 */
public sealed interface Event permits UserEvent, LlmEvent {

    /** Returns the distinct ID of the user; never blank. */
    String userId();

    /** Returns when the event happened. */
    Instant timestamp();

    /** Returns the properties in the order in which they were set; unmodifiable, may be empty. */
    Map<String, @Nullable Object> properties();

    /** Returns a copy with another user. Throws an {@link IllegalArgumentException} for a blank ID. */
    Event withUserId(String userId);

    /** Returns a copy with a property added or replaced. Copies the value immediately. */
    Event withProperty(String name, @Nullable Object value);

    /** Returns a copy without the property of that name. */
    Event withoutProperty(String name);
}
