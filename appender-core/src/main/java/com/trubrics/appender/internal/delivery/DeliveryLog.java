package com.trubrics.appender.internal.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.event.EventKind;
import com.trubrics.appender.internal.queue.DeliveryCounters;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.report.RateLimitedDiagnostics;
import com.trubrics.appender.internal.transport.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Puts answers into words for the user: what is wrong, what happens to the events, and what to do. */
final class DeliveryLog {

    private final RateLimitedDiagnostics reporter;
    private final String destination;
    private final Map<EventKind, Set<Problem>> open = new EnumMap<>(EventKind.class);
    private final DeliveryCounters counters;
    private boolean everAccepted;

    DeliveryLog(RateLimitedDiagnostics reporter, DeliveryCounters counters) {
        this.reporter = reporter;
        this.counters = counters;
        this.destination = counters.destination();
    }

    /** Reports the problems that are due. */
    void report() {
        reporter.flush();
    }

    /** Reports what is due and, if anything was dropped since this was last called, the counters. */
    void sumUp() {
        reporter.flush();
        DeliveryStats stats = counters.stats();
        if (counters.hasUnreportedDrops(stats)) {
            boolean onlyAsWanted = stats.dropped() == stats.dropped(DropReason.FILTERED);
            reporter.reportNow(onlyAsWanted ? System.Logger.Level.INFO : System.Logger.Level.WARNING, describe(stats));
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
                + stats.seen() + " seen, " + stats.delivered() + " delivered)." + hint(stats);
    }

    /** Errors that a server answers with have been reported before. A short program may end before a request times out. */
    private static String hint(DeliveryStats stats) {
        boolean answered = stats.requests().values().stream().anyMatch(requests -> requests > 0);
        return answered || stats.dropped(DropReason.SHUTDOWN) == 0
                ? ""
                : " The server has answered no request: check 'host' and 'proxy'.";
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
                        outcome.kind() == RequestOutcome.UNREACHABLE ? Problem.UNREACHABLE : Problem.SERVER_ERROR,
                        endpoint + ": delivery fails (" + detail + "). Events stay in memory and are sent again.");
            case THROTTLED ->
                lasting(
                        kind,
                        Problem.THROTTLED,
                        endpoint + ": the server asks for fewer requests (" + detail
                                + "). Events stay in memory and are sent later.");
            case UNAUTHORIZED ->
                lasting(
                        kind,
                        Problem.UNAUTHORIZED,
                        "The API key is not accepted by " + destination + " (" + detail
                                + "). Check 'apiKey'. Events stay in memory, and the key is tried again periodically.");
            case DENIED ->
                lasting(
                        kind,
                        Problem.ENDPOINT_DENIED,
                        endpoint + ": the server denies requests (" + detail
                                + "). Check 'host' and the rights of the API key. Events stay in memory and are sent"
                                + " again; an event that is denied while others are accepted is dropped.");
            case INVALID ->
                reporter.report(
                        Problem.REJECTED,
                        endpoint + ": the server rejects events as invalid (" + detail
                                + "). Rejected events are dropped; the others are delivered.");
            case TOO_LARGE ->
                reporter.report(
                        Problem.TOO_LARGE,
                        endpoint + ": a request is too large for the server (" + detail
                                + "). Larger batches are split from now on. An event that is too large on its own is dropped.");
        }
    }

    private static String nameOf(EventKind kind) {
        return switch (kind) {
            case USER -> "user events";
            case LLM -> "LLM events";
        };
    }

    /** Notes a problem that is over when events are accepted. */
    private void lasting(EventKind kind, Problem problem, String message) {
        reporter.report(problem, message);
        open.computeIfAbsent(kind, unused -> EnumSet.noneOf(Problem.class)).add(problem);
    }

    private void accepted(EventKind kind) {
        if (!everAccepted) {
            everAccepted = true;
            reporter.reportNow(System.Logger.Level.INFO, "The first events have been accepted by " + destination + ".");
        }
        Set<Problem> over = open.remove(kind);
        if (over != null) {
            reporter.recovered(over, "Delivery of " + nameOf(kind) + " to " + destination + " works again.");
        }
    }

    /** Reports that the queue has capacity again, if its being full was reported. */
    void emptied() {
        reporter.recovered(Set.of(Problem.QUEUE_FULL), "The queue has capacity again.");
    }
}
