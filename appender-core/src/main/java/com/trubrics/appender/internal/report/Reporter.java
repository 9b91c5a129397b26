package com.trubrics.appender.internal.report;

import com.trubrics.appender.Diagnostics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports each kind of trouble once, then at growing intervals.
 *
 * <p>Any thread may record a trouble, which only counts it and never does I/O. The delivery thread decides when to
 * report it. It must not wait either, so its sink passes messages on to another thread.
 */
public final class Reporter {

    /** The time between two messages of one kind; it doubles with each, up to {@link #LONGEST_QUIET}. */
    private static final long FIRST_QUIET = Duration.ofMinutes(1).toNanos();

    private static final long LONGEST_QUIET = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<Trouble, Story> stories = new EnumMap<>(Trouble.class);
    private volatile Diagnostics diagnostics;

    /**
     * Creates a reporter for one pipeline, or for reading one configuration.
     *
     * @param diagnostics receives the messages on the thread that calls {@link #say()} or {@link #tell}
     * @param nanoTime {@link System#nanoTime} outside tests
     */
    public Reporter(Diagnostics diagnostics, LongSupplier nanoTime) {
        this.diagnostics = diagnostics;
        this.nanoTime = nanoTime;
        for (Trouble trouble : Trouble.values()) {
            stories.put(trouble, new Story());
        }
    }

    /** Sends further messages to another sink. */
    public void sendTo(Diagnostics sink) {
        this.diagnostics = sink;
    }

    /**
     * Records one occurrence. Any thread, no I/O.
     *
     * @return whether it is the first since the last report of this kind, so that the reporting thread should be woken
     */
    public boolean note(Trouble trouble, String message) {
        Story story = story(trouble);
        story.unsaid.incrementAndGet();
        return story.latest.getAndSet(message) == null;
    }

    /** Reports what is due. Only for the pipeline's own thread, or the thread that has stopped it. */
    public void say() {
        long now = nanoTime.getAsLong();
        for (Story story : stories.values()) {
            sayIfDue(story, now);
        }
    }

    /**
     * Reports once that troubles are over, if any of them has been reported. Reports what is due first, however short
     * it was; what is not due is only counted. Only for the thread that calls {@link #say()}.
     */
    public void recovered(Set<Trouble> troubles, String message) {
        boolean wasSaid = false;
        for (Trouble trouble : troubles) {
            Story story = story(trouble);
            sayIfDue(story, nanoTime.getAsLong());
            story.latest.set(null);
            wasSaid |= story.open;
            story.open = false;
        }
        if (wasSaid) {
            tell(System.Logger.Level.INFO, message);
        }
    }

    /** Reports a message at once. Only for the thread that calls {@link #say()}. */
    public void tell(System.Logger.Level level, String message) {
        tell(level, message, null);
    }

    /** Reports a message at once, with the exception that caused it. */
    public void tell(System.Logger.Level level, String message, @Nullable Throwable cause) {
        try {
            diagnostics.report(level, message, cause);
        } catch (Throwable fromUserCode) {
            // The sink is the user's. An exception from it must not stop delivery, and there is nowhere else to report
            // it.
        }
    }

    private void sayIfDue(Story story, long now) {
        // Only looks, because there hardly ever is a message, and the delivery thread asks often.
        if (story.latest.get() == null || (story.everSaid && now - story.quietUntil < 0)) {
            return;
        }
        String message = story.latest.getAndSet(null);
        if (message == null) {
            return;
        }
        long count = story.unsaid.getAndSet(0);
        String times = count > 1 ? " (" + count + (story.everSaid ? " times since last said)" : " times)") : "";
        story.quiet = story.everSaid ? Math.min(LONGEST_QUIET, story.quiet * 2) : FIRST_QUIET;
        story.quietUntil = now + story.quiet;
        story.everSaid = true;
        story.open = true;
        tell(System.Logger.Level.WARNING, message + times);
    }

    private Story story(Trouble trouble) {
        Story story = stories.get(trouble);
        if (story == null) {
            throw new IllegalArgumentException("unknown trouble " + trouble);
        }
        return story;
    }

    /** The state of one kind. Any thread writes the atomics; only the reporting thread writes the rest. */
    private static final class Story {
        /** Occurrences since the last report, even if the problem has been resolved since. */
        final AtomicLong unsaid = new AtomicLong();
        /** Null if there is nothing to report. */
        final AtomicReference<@Nullable String> latest = new AtomicReference<>();

        boolean everSaid;
        boolean open;
        long quiet;
        long quietUntil;
    }
}
