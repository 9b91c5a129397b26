package com.trubrics.appender.internal.event;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.value.PropertyMap;
import org.jspecify.annotations.Nullable;

/** How large an event is, estimated without encoding it. Its properties were measured when they were copied. */
public final class EventSize {

    /** Stands for an event whose properties were not copied to the end, because they are too large. */
    public static final int INCOMPLETE = Integer.MAX_VALUE;

    /** The names, quotes and timestamp around a user event, less the braces of properties that are left out if empty. */
    private static final int USER_ENVELOPE = 62;

    /** The same for the required texts of an LLM event. */
    private static final int LLM_ENVELOPE = 79;

    /** A user event and its timestamp in the heap. */
    private static final int USER_OBJECTS = 32 + 24;

    /** An LLM event, its timestamp and its latency in the heap. */
    private static final int LLM_OBJECTS = 56 + 24 + 24;

    private EventSize() {}

    /**
     * Returns a lower bound of the size as JSON, in bytes: the length of the texts and a few bytes for each other value;
     * {@link #INCOMPLETE} if the properties are.
     */
    public static int asJson(Event event) {
        long bytes = (long) event.userId().length() + propertiesOf(event).estimatedBytes();
        if (event instanceof UserEvent user) {
            bytes += USER_ENVELOPE + user.event().length();
        } else if (event instanceof LlmEvent llm) {
            bytes += LLM_ENVELOPE
                    + (long) llm.prompt().length()
                    + llm.generation().length()
                    + length(llm.promptEventName())
                    + length(llm.generationEventName())
                    + length(llm.assistantId())
                    + length(llm.threadId());
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /**
     * Returns about what the event holds in the heap, in bytes: what {@code queueBytes} counts. Objects are counted as if
     * nobody else held them, and a character as one byte; texts with characters beyond Latin-1 take up to twice as much.
     */
    public static int inHeap(Event event) {
        long bytes =
                PropertyMap.heapBytesOf(event.userId()) + propertiesOf(event).heapBytes();
        if (event instanceof UserEvent user) {
            bytes += USER_OBJECTS + PropertyMap.heapBytesOf(user.event());
        } else if (event instanceof LlmEvent llm) {
            bytes += LLM_OBJECTS
                    + PropertyMap.heapBytesOf(llm.prompt())
                    + PropertyMap.heapBytesOf(llm.generation())
                    + PropertyMap.heapBytesOf(llm.promptEventName())
                    + PropertyMap.heapBytesOf(llm.generationEventName())
                    + PropertyMap.heapBytesOf(llm.assistantId())
                    + PropertyMap.heapBytesOf(llm.threadId());
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** Both kinds of events hold their properties like this. */
    private static PropertyMap propertiesOf(Event event) {
        return (PropertyMap) event.properties();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
