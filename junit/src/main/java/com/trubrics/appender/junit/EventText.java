package com.trubrics.appender.junit;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import org.jspecify.annotations.Nullable;

/** Shows the whole event. Its own {@code toString()} keeps users and their texts out of an application's log. */
final class EventText {

    /** Longer texts make a failure hard to read. */
    private static final int MOST = 200;

    private EventText() {}

    static String of(Event event) {
        return head(event) + " " + shortened(String.valueOf(event.properties())) + " at " + event.timestamp();
    }

    private static String head(Event event) {
        if (event instanceof LlmEvent llm) {
            return "LLM event of " + llm.userId() + ": prompt \"" + shortened(llm.prompt()) + "\", generation \""
                    + shortened(llm.generation()) + "\"" + field("thread ID", llm.threadId())
                    + field("assistant ID", llm.assistantId()) + field("latency", llm.latency());
        }
        return "user event \"" + ((UserEvent) event).event() + "\" of " + event.userId();
    }

    private static String field(String name, @Nullable Object value) {
        return value == null ? "" : ", " + name + " " + value;
    }

    private static String shortened(String text) {
        return text.length() <= MOST ? text : text.substring(0, MOST) + "...";
    }
}
