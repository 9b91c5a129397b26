package com.trubrics.appender.spi;

import com.trubrics.appender.internal.config.Destination;
import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.Settings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which log calls an appender turns into events, and where it sends them, for a review of the loggers. */
public final class AppenderScope {

    private static final AtomicLong STARTED = new AtomicLong();

    private final @Nullable MappingSettings mapping;
    private final @Nullable Destination destination;
    private final long number = STARTED.incrementAndGet();

    /** @param settings null for an appender that sends no events */
    AppenderScope(@Nullable Settings settings) {
        this.mapping = settings == null ? null : settings.mapping();
        this.destination = settings == null ? null : settings.destination();
    }

    /** Returns whether calls to this logger, or to one below it, can be events. */
    boolean mayTakeFrom(String logger) {
        boolean any = mapping == null || mapping.loggers().isEmpty();
        return any
                || namesAny(
                        name -> name.equals(logger) || logger.startsWith(name + ".") || name.startsWith(logger + "."));
    }

    /**
     * Returns whether the configuration names this logger, or one below it, as a source of events: in an option or in an
     * event rule.
     */
    boolean asksFor(String logger) {
        Predicate<String> such = name -> name.equals(logger) || name.startsWith(logger + ".");
        return namesAny(such)
                || (mapping != null
                        && mapping.rules().stream()
                                .flatMap(rule -> rule.loggers().stream())
                                .anyMatch(such));
    }

    private boolean namesAny(Predicate<String> such) {
        return mapping != null && mapping.loggers().stream().anyMatch(such);
    }

    /** Returns whether both create the same events from the same calls, and send them to the same destination. */
    boolean takesTheSameAs(AppenderScope other) {
        if (mapping == null || other.mapping == null || destination == null) {
            return false;
        }
        MappingSettings ours = mapping;
        MappingSettings theirs = other.mapping;
        return destination.equals(other.destination)
                && ours.loggers().equals(theirs.loggers())
                && ours.eventFromMessage() == theirs.eventFromMessage()
                && ours.keys().event().equals(theirs.keys().event())
                && ours.keys().prompt().equals(theirs.keys().prompt())
                && ours.keys().generation().equals(theirs.keys().generation());
    }

    /** Returns whether this scope started last of the two; both may be this one. */
    boolean startedLastOf(AppenderScope one, AppenderScope other) {
        return number == Math.max(one.number, other.number);
    }
}
