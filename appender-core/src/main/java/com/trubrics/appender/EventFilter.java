package com.trubrics.appender;

import org.jspecify.annotations.Nullable;

/**
 * Decides about each event before it leaves the process: the option {@code eventFilter} names its class, and
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
 * <p>It is asked last: {@code excludeProperties}, {@code maxTextLength} and {@code sampleRate} have been applied. The
 * first two apply to the event that it returns as well.
 *
 * <p>Called on the thread that logs or tracks the event (behind an asynchronous appender, on that appender's thread), on
 * several threads at once. So it must be thread-safe, and must not wait. What it logs meanwhile is never an event, and
 * an event that it tracks itself is dropped.
 */
@FunctionalInterface
public interface EventFilter {

    /**
     * Returns what is sent instead of the event: the event itself, another one, which may be of another kind and of
     * another user, or null for none. An event for which it returns null, or throws anything at all, is dropped and
     * counted as {@link DropReason#FILTERED}.
     */
    @Nullable
    Event filter(Event event);
}
