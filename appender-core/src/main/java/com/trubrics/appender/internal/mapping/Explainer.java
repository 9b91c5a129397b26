package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.DropReason;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.config.Settings.Explain;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.LogCallReader;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Maps log calls, and explains for each whether it is an event and why, up to a maximum number. This is for users who set up
 * an appender: its cost does not matter, and it shows users and event names. Thread-safe.
 *
 * @param <E> the framework's log event
 */
public final class Explainer<E> {

    /** Receives the explanations, on the thread that runs the appender; must not wait or throw. */
    @FunctionalInterface
    public interface Explanations {

        /**
         * Receives one explanation.
         *
         * @param line the explanation of one log call
         * @param dropped the reason if the call was an event that is dropped; otherwise null
         * @param threadName the name of the thread that logged
         */
        void explained(String line, @Nullable DropReason dropped, String threadName);
    }

    /** More would hardly be read, and an application that is left in this state must not pay for it forever. */
    public static final int MOST_CALLS = 1_000;

    private final EventMapper<E> mapper;
    private final LogCallReader<E> reader;
    private final Explain explain;
    private final Explanations explanations;
    private final int most;
    private final AtomicInteger explained = new AtomicInteger();

    /**
     * @param explain which calls are explained
     * @param most the maximum number of calls to explain; {@link #MOST_CALLS} for users
     */
    public Explainer(
            EventMapper<E> mapper, LogCallReader<E> reader, Explain explain, int most, Explanations explanations) {
        this.mapper = mapper;
        this.reader = reader;
        this.explain = explain;
        this.most = most;
        this.explanations = explanations;
    }

    /** Maps a call as {@link EventMapper#map} does. */
    public @Nullable Event map(E call, MappingReport report) {
        // A log call that a value makes while it is read is never an event, and would be explained in the middle
        // of another call.
        if (explained.get() >= most || ReentrancyGuard.isRunning() || mapper.isOwnActivity(call)) {
            return mapper.map(call, report);
        }
        OverheardReport overheard = new OverheardReport(report);
        Event event = map(call, overheard);
        boolean ours = event != null || overheard.dropped() != null;
        if (ours || explain == Explain.EVERYTHING) {
            explain(call, event, overheard);
        }
        return event;
    }

    private @Nullable Event map(E call, OverheardReport overheard) {
        try {
            return mapper.map(call, overheard);
        } catch (Throwable e) {
            overheard.failed(e);
            explain(call, null, overheard);
            throw e;
        }
    }

    private void explain(E call, @Nullable Event event, OverheardReport overheard) {
        int number = explained.incrementAndGet();
        if (number > most) {
            return;
        }
        String loggedBy = reader.threadName(call);
        String begun = ReentrancyGuard.begin(loggedBy);
        try {
            String what = what(call, event, overheard);
            explanations.explained(
                    SafeText.quoted(reader.loggerName(call)) + " " + reader.levelName(call) + ": " + what
                            + (number == most ? " (This is the last call that is explained.)" : ""),
                    overheard.dropped(),
                    loggedBy);
        } catch (Throwable fromUserCode) {
            // Only an explanation is lost.
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    private String what(E call, @Nullable Event event, OverheardReport overheard) {
        String byRule = overheard.rule() == 0 ? "" : ", by rule " + overheard.rule();
        if (event instanceof UserEvent user) {
            return "user event \"" + SafeText.quoted(user.event()) + "\" of " + SafeText.quoted(user.userId()) + byRule;
        }
        if (event instanceof LlmEvent llm) {
            return "LLM event of " + SafeText.quoted(llm.userId()) + byRule;
        }
        if (overheard.dropped() != null) {
            return "dropped, " + overheard.dropped() + byRule + ": " + overheard.problem();
        }
        return overheard.rule() == 0
                ? "not an event: " + mapper.reasonAgainst(call)
                : "no event yet: rule " + overheard.rule()
                        + " has matched, but gives neither an event name nor a prompt with a generation, or is one"
                        + " half of a pair";
    }
}
