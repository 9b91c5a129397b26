package com.trubrics.appender.report;

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
 * Says each kind of trouble once, then thins it out.
 *
 * <p>Any thread notes a trouble: that counts, and never does I/O. The delivery thread decides when it is said, and must
 * not wait for that either: so its sink hands messages over to another thread.
 */
public final class Reporter {

    /** The time between two messages of one kind; it doubles with each, up to {@link #LONGEST_QUIET}. */
    private static final long FIRST_QUIET = Duration.ofMinutes(1).toNanos();

    private static final long LONGEST_QUIET = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Map<Trouble, Story> stories = new EnumMap<>(Trouble.class);
    private volatile Diagnostics diagnostics;

    /**
     * A reporter for one pipeline, or for reading one configuration.
     *
     * @param diagnostics takes the messages on the thread that calls {@link #say()} or {@link #tell}
     * @param nanoTime {@link System#nanoTime} outside tests
     */
    public Reporter(Diagnostics diagnostics, LongSupplier nanoTime) {
        this.diagnostics = diagnostics;
        this.nanoTime = nanoTime;
        for (Trouble trouble : Trouble.values()) {
            stories.put(trouble, new Story());
        }
    }

    /** Sends what follows to another sink. */
    public void sendTo(Diagnostics sink) {
        this.diagnostics = sink;
    }

    /**
     * Notes one occurrence. Any thread, no I/O.
     *
     * @return whether it is the first since this kind was last said: worth waking the thread that says it
     */
    public boolean note(Trouble trouble, String message) {
        Story story = story(trouble);
        story.unsaid.incrementAndGet();
        return story.latest.getAndSet(message) == null;
    }

    /** Says what is due. Only the pipeline's own thread, or whoever has stopped it. */
    public void say() {
        long now = nanoTime.getAsLong();
        stories.values().forEach(story -> sayIfDue(story, now));
    }

    /**
     * Says that troubles are over, once for all of them, if it has been said that one of them is there. What is due is
     * said before, however short it was; what is not is counted only. Only the thread that calls {@link #say()}.
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

    /** Says something at once. Only the thread that calls {@link #say()}. */
    public void tell(System.Logger.Level level, String message) {
        tell(level, message, null);
    }

    /** Says something at once, with the exception behind it. */
    public void tell(System.Logger.Level level, String message, @Nullable Throwable cause) {
        try {
            diagnostics.report(level, message, cause);
        } catch (Throwable fromUserCode) {
            // The sink is the user's: whatever it throws must not stop delivery, and there is nowhere left to say it.
        }
    }

    private void sayIfDue(Story story, long now) {
        if (story.everSaid && now - story.quietUntil < 0) {
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

    /** What is known about one kind; the atomics are written by any thread, the rest by the one that says. */
    private static final class Story {
        /** How often since it was last said; what is over by now counts as well. */
        final AtomicLong unsaid = new AtomicLong();
        /** Null if there is nothing to say. */
        final AtomicReference<@Nullable String> latest = new AtomicReference<>();

        boolean everSaid;
        boolean open;
        long quiet;
        long quietUntil;
    }
}
