package com.trubrics.appender;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to Trubrics: something that a user did, or one exchange with a language model. Immutable and thread-safe:
 * every value was copied when the event was made.
 */
public sealed interface Event permits UserEvent, LlmEvent {

    /** Returns the distinct ID of the user; never blank. */
    String userId();

    /** Returns when the event happened. */
    Instant timestamp();

    /** Returns the properties in the order in which they were set; may be empty, and cannot be changed. */
    Map<String, @Nullable Object> properties();

    /** Returns the same event of another user; refuses a blank ID with an {@link IllegalArgumentException}. */
    Event withUserId(String userId);

    /** Returns the same event with one more property, which replaces one of the same name. The value is copied now. */
    Event withProperty(String name, @Nullable Object value);

    /** Returns the same event without the property of that name. */
    Event withoutProperty(String name);
}
