package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Changes or drops events before they leave the process. The option {@code eventFilter} names the class of a filter, and
 * {@link TrubricsClient.Builder#eventFilter} accepts an instance.
 *
 * <pre>{@code
 * public final class NoEmails implements EventFilter {
 *     @Override
 *     public Event filter(Event event) {
 *         return event instanceof LlmEvent llm
 *                 ? llm.toBuilder().prompt(withoutEmails(llm.prompt())).build()
 *                 : event.withoutProperty("email");
 *     }
 * }
 * }</pre>
 *
 * <p>The filter is called last, after {@code excludeProperties}, {@code maxTextLength} and {@code sampleRate}. The first
 * two apply again to the event that it returns.
 *
 * <p>The filter is called on the thread that logs or tracks the event (behind an asynchronous appender, on that appender's
 * thread), and on several threads at once. It must be thread-safe and must not wait. Its own log calls are never events,
 * and an event that it tracks itself is dropped.
 */
@FunctionalInterface
public interface EventFilter {

    /**
     * Returns the event to send: the event itself, a different one, which may have another kind and another user, or null
     * to drop it. If the filter returns null or throws, the event is dropped and counted as
     * {@link DropReason#FILTERED}.
     */
    @Nullable
    Event filter(Event event);
}
