package com.trubrics.appender;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What travels to Trubrics. Immutable: every value was copied when the event was made. */
public sealed interface Event permits UserEvent, LlmEvent {

    /** The distinct ID of the user; not blank. */
    String userId();

    /** When it happened. */
    Instant timestamp();

    /** Frozen properties in the order in which they were set; may be empty. */
    Map<String, @Nullable Object> properties();

    /** The same event with one more property, which replaces one of the same name. */
    Event withProperty(String name, @Nullable Object value);

    /**
     * A cheap lower bound of the event's size as JSON, in bytes, without encoding it: the length of its texts and a few
     * bytes for each value. {@link Integer#MAX_VALUE} if copying its properties was given up for size.
     */
    int estimatedBytes();

    /**
     * About what the event holds in the heap, in bytes: what {@code queueBytes} counts. Objects are counted as if nobody
     * else held them, and a character as one byte; texts with characters beyond Latin-1 take up to twice as much.
     */
    int heapBytes();
}
