package com.trubrics.appender.internal.event;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.value.PropertyMap;
import org.jspecify.annotations.Nullable;

/** Estimates the size of an event without encoding it. Its properties were measured when they were copied. */
public final class EventSize {

    /** The size of an event whose properties were not completely copied, because they are too large. */
    public static final int INCOMPLETE = Integer.MAX_VALUE;

    /** The names, quotes and timestamp around a user event, less the braces of properties that are left out if empty. */
    private static final int USER_ENVELOPE = 62;

    /** The same for the required texts of an LLM event. */
    private static final int LLM_ENVELOPE = 79;

    /** The heap size of a user event and its timestamp. */
    private static final int USER_OBJECTS = 32 + 24;

    /** The heap size of an LLM event, its timestamp and its latency. */
    private static final int LLM_OBJECTS = 56 + 24 + 24;

    private EventSize() {}

    /**
     * Returns a lower bound of the size as JSON, in bytes: the length of the texts and a few bytes for each other value;
     * {@link #INCOMPLETE} if the properties are incomplete.
     */
    public static int asJson(Event event) {
        PropertyMap properties = (PropertyMap) event.properties(); // both kinds of events store this type
        long bytes = (long) event.userId().length() + properties.estimatedBytes();
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
     * Returns the estimated size of the event in the heap, in bytes, which {@code queueBytes} limits. Objects are counted as
     * if they were not shared, and a character as one byte. Texts with characters beyond Latin-1 take up to twice as much.
     */
    public static int inHeap(Event event) {
        PropertyMap properties = (PropertyMap) event.properties();
        long bytes = PropertyMap.heapBytesOf(event.userId()) + properties.heapBytes();
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

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
