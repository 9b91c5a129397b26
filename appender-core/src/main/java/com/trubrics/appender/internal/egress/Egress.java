package com.trubrics.appender.internal.egress;

import com.trubrics.appender.Event;
import com.trubrics.appender.EventFilter;
import com.trubrics.appender.internal.config.EgressSettings;
import com.trubrics.appender.internal.config.Settings;
import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.match.Globs;
import com.trubrics.appender.internal.user.Pseudonyms;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.internal.value.TextLimit;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what leaves the process, for logged and tracked events. In this order: pseudonyms replace user IDs, users are
 * sampled, events are trimmed, the application's own filter decides, and events get their IDs. Costs nothing if none of these
 * is configured. Thread-safe, as the filter must be.
 */
public final class Egress {

    private final Trimming trimming;
    private final UserSample sample;
    private final @Nullable EventFilter filter;
    private final Consumer<String> warnings;
    private final @Nullable Pseudonyms pseudonyms;
    private final @Nullable String idProperty;

    /** Whether all events pass unchanged. */
    private final boolean open;

    /**
     * Creates the egress of one appender or client.
     *
     * @param warnings receives the warning about a filter that throws; called on the thread that made the event, so it
     *     must not throw or wait
     */
    public Egress(Settings settings, Consumer<String> warnings) {
        this(settings.egress(), settings.pseudonyms(), settings.eventIdProperty(), warnings);
    }

    Egress(
            EgressSettings settings,
            @Nullable Pseudonyms pseudonyms,
            @Nullable String eventIdProperty,
            Consumer<String> warnings) {
        this.trimming = trimming(settings);
        this.pseudonyms = pseudonyms;
        // Excluded properties are removed earlier, so an excluded ID is never set.
        this.idProperty = eventIdProperty == null || trimming.excludes(eventIdProperty) ? null : eventIdProperty;
        this.sample = new UserSample(settings.sampleRate());
        this.filter = settings.filter();
        this.warnings = warnings;
        this.open = trimming.isNothing()
                && settings.sampleRate() >= 1
                && filter == null
                && pseudonyms == null
                && idProperty == null;
    }

    private static Trimming trimming(EgressSettings settings) {
        TextLimit texts = settings.maxTextLength() == null ? TextLimit.NONE : new TextLimit(settings.maxTextLength());
        return new Trimming(
                settings.excludeProperties().isEmpty()
                        ? null
                        : Globs.ignoringCase(settings.excludeProperties())::matchAny,
                texts);
    }

    /** Returns what is trimmed from each event. */
    public Trimming trimming() {
        return trimming;
    }

    /**
     * Returns the event to send, or null to drop it. Does not throw what the filter throws.
     *
     * @param loggedBy the name of the thread that logged it; null if that is the current one
     */
    public @Nullable Event pass(Event event, @Nullable String loggedBy) {
        if (open) {
            return event;
        }
        Event named = pseudonymous(event);
        Event passed = decide(named, loggedBy);
        if (passed == null) {
            return null;
        }
        // A filter may set another user, whose plain ID must not leave either.
        Event leaving = passed.userId().equals(named.userId()) ? passed : pseudonymous(passed);
        return idProperty == null
                ? leaving
                : leaving.withProperty(idProperty, UUID.randomUUID().toString());
    }

    private Event pseudonymous(Event event) {
        return pseudonyms == null ? event : event.withUserId(pseudonyms.of(event.userId()));
    }

    private @Nullable Event decide(Event event, @Nullable String loggedBy) {
        if (!sample.takes(event.userId())) {
            return null;
        }
        Event trimmed = trimming.apply(event);
        return filter == null ? trimmed : filtered(trimmed, filter, loggedBy);
    }

    private @Nullable Event filtered(Event event, EventFilter use, @Nullable String loggedBy) {
        if (ReentrancyGuard.isRunning()) {
            return null; // the filter itself has tracked an event, which would pass through the filter again, endlessly
        }
        Event passed = ask(event, use, loggedBy);
        return passed == null || passed == event ? passed : trimming.apply(passed);
    }

    private @Nullable Event ask(Event event, EventFilter use, @Nullable String loggedBy) {
        String begun = ReentrancyGuard.begin(loggedBy);
        try {
            return use.filter(event);
        } catch (Throwable fromUserCode) {
            // Even for an Error: an event that the filter would have dropped must not leave.
            warn(use, fromUserCode);
            return null;
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    /** Never quotes the message of the exception, which may quote the event. */
    private void warn(EventFilter use, Throwable fromUserCode) {
        try {
            warnings.accept("The event filter " + use.getClass().getName() + " threw "
                    + fromUserCode.getClass().getName() + ": the event is dropped, as is every event for which the"
                    + " filter throws");
        } catch (StackOverflowError | OutOfMemoryError notEvenThat) {
            // The event is still dropped and counted.
        }
    }
}
