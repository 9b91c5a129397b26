package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.report.Reporter;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Puts answers into words for the user: what is wrong, what happens to the events, and what to do. */
final class DeliveryLog {

    private final Reporter reporter;
    private final String destination;
    private final Map<EventKind, Set<Trouble>> open = new EnumMap<>(EventKind.class);
    private final DeliveryCounters counters;
    private boolean everAccepted;

    DeliveryLog(Reporter reporter, DeliveryCounters counters) {
        this.reporter = reporter;
        this.counters = counters;
        this.destination = counters.destination();
    }

    /** Reports the problems that are due. */
    void report() {
        reporter.say();
    }

    /** Reports what is due and, if anything was dropped since this was last called, the counters. */
    void sumUp() {
        reporter.say();
        DeliveryStats stats = counters.stats();
        if (counters.hasUnreportedDrops(stats)) {
            boolean onlyAsWanted = stats.dropped() == stats.dropped(DropReason.FILTERED);
            reporter.tell(onlyAsWanted ? System.Logger.Level.INFO : System.Logger.Level.WARNING, describe(stats));
        }
    }

    private static String describe(DeliveryStats stats) {
        StringJoiner reasons = new StringJoiner(", ");
        for (DropReason reason : DropReason.values()) {
            if (stats.dropped(reason) > 0) {
                reasons.add(stats.dropped(reason) + " " + reason);
            }
        }
        String events = stats.dropped() == 1 ? " event was" : " events were";
        return stats.dropped() + events + " not delivered to " + stats.destination() + ": " + reasons + " (of "
                + stats.seen() + " seen, " + stats.delivered() + " delivered).";
    }

    /** Notes the outcome of a request. Its events are not counted yet. */
    void answered(EventKind kind, Outcome outcome) {
        String endpoint = destination + ", " + nameOf(kind);
        String detail = outcome.detail();
        switch (outcome.kind()) {
            case ACCEPTED -> accepted(kind);
            case UNREACHABLE, UNAVAILABLE, FAILED ->
                lasting(
                        kind,
                        outcome.kind() == RequestOutcome.UNREACHABLE ? Trouble.UNREACHABLE : Trouble.SERVER_ERROR,
                        endpoint + ": delivery fails (" + detail + "). Events stay in memory and are sent again.");
            case THROTTLED ->
                lasting(
                        kind,
                        Trouble.THROTTLED,
                        endpoint + ": the server asks for fewer requests (" + detail
                                + "). Events stay in memory and are sent later.");
            case UNAUTHORIZED ->
                lasting(
                        kind,
                        Trouble.UNAUTHORIZED,
                        "The API key is not accepted by " + destination + " (" + detail
                                + "). Check 'apiKey'. Events stay in memory, and the key is tried again periodically.");
            case DENIED ->
                lasting(
                        kind,
                        Trouble.ENDPOINT_CLOSED,
                        endpoint + ": the server denies requests (" + detail
                                + "). Check 'host' and the rights of the API key. Events stay in memory and are sent"
                                + " again; an event that is denied while others are accepted is dropped.");
            case INVALID ->
                reporter.note(
                        Trouble.REJECTED,
                        endpoint + ": the server rejects events as invalid (" + detail
                                + "). The rejected events are dropped, the others are delivered.");
            case TOO_LARGE ->
                reporter.note(
                        Trouble.TOO_LARGE,
                        endpoint + ": a request is too large for the server (" + detail
                                + "). Smaller requests are sent from now on.");
        }
    }

    private static String nameOf(EventKind kind) {
        return switch (kind) {
            case USER -> "user events";
            case LLM -> "LLM events";
        };
    }

    /** Notes a problem that is over when events are accepted. */
    private void lasting(EventKind kind, Trouble trouble, String message) {
        reporter.note(trouble, message);
        open.computeIfAbsent(kind, unused -> EnumSet.noneOf(Trouble.class)).add(trouble);
    }

    private void accepted(EventKind kind) {
        if (!everAccepted) {
            everAccepted = true;
            reporter.tell(System.Logger.Level.INFO, "The first events have been accepted by " + destination + ".");
        }
        Set<Trouble> over = open.remove(kind);
        if (over != null) {
            reporter.recovered(over, "Delivery of " + nameOf(kind) + " to " + destination + " works again.");
        }
    }

    /** Reports that the queue has capacity again, if its being full was reported. */
    void emptied() {
        reporter.recovered(
                Set.of(Trouble.QUEUE_FULL), "The queue has capacity again: everything in it has been delivered.");
    }
}
