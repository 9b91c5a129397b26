package com.trubrics.appender.delivery;

import com.trubrics.appender.transport.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The line of each endpoint. Any thread. */
final class Lines {

    private final Line events = new Line();
    private final Line llmEvents = new Line();
    private final List<Line> all = List.of(events, llmEvents);

    Line of(Endpoint endpoint) {
        return switch (endpoint) {
            case EVENTS -> events;
            case LLM_EVENTS -> llmEvents;
        };
    }

    /** Events that wait and are of use now. Exact when nothing happens at the same time. */
    int takeable() {
        return (events.takeable ? events.size() : 0) + (llmEvents.takeable ? llmEvents.size() : 0);
    }

    /** The line whose first event has waited longest; null if none waits. */
    @Nullable
    Line withOldest() {
        Line oldest = null;
        long lowest = Long.MAX_VALUE;
        for (Line line : all) {
            Entry head = line.peek();
            if (head != null && head.sequence() < lowest) {
                lowest = head.sequence();
                oldest = line;
            }
        }
        return oldest;
    }
}
