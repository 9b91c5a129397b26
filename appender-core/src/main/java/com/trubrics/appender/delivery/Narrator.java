package com.trubrics.appender.delivery;

import com.trubrics.appender.DeliveryStats;
import com.trubrics.appender.DropReason;
import com.trubrics.appender.report.Reporter;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.transport.Endpoint;
import com.trubrics.appender.transport.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Turns answers into what the user should know: what is wrong, what happens to the events, what to do. */
final class Narrator {

    private final Reporter reporter;
    private final String destination;
    private final Map<Endpoint, Set<Trouble>> open = new EnumMap<>(Endpoint.class);
    private final Account account;
    private boolean everAccepted;

    Narrator(Reporter reporter, Account account) {
        this.reporter = reporter;
        this.account = account;
        this.destination = account.destination();
    }

    Reporter reporter() {
        return reporter;
    }

    /** The last words: the account, if anything was dropped since it was last given. */
    void sumUp() {
        reporter.say();
        DeliveryStats stats = account.stats();
        if (account.hasUnreportedDrops(stats)) {
            reporter.tell(System.Logger.Level.WARNING, describe(stats));
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

    /** An endpoint took a request. */
    void accepted(Endpoint endpoint) {
        if (!everAccepted) {
            everAccepted = true;
            reporter.tell(System.Logger.Level.INFO, "The first events have been accepted by " + destination + ".");
        }
        if (account.room().count() == 0) {
            reporter.recovered(
                    Set.of(Trouble.QUEUE_FULL), "The queue has room again: everything in it has been delivered.");
        }
        Set<Trouble> over = open.remove(endpoint);
        if (over != null) {
            reporter.recovered(over, "Delivery to " + destination + "/" + endpoint.path() + " works again.");
        }
    }

    /** An attempt came to something else. */
    void failed(Endpoint endpoint, Outcome outcome) {
        Trouble trouble = troubleOf(outcome);
        if (trouble == null) {
            return;
        }
        reporter.note(trouble, describe(endpoint, outcome));
        if (trouble != Trouble.REJECTED && trouble != Trouble.TOO_LARGE) {
            open.computeIfAbsent(endpoint, unused -> EnumSet.noneOf(Trouble.class))
                    .add(trouble);
        }
    }

    private static @Nullable Trouble troubleOf(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return switch (retry.cause()) {
                case NETWORK, PROXY -> Trouble.UNREACHABLE;
                case THROTTLED -> Trouble.THROTTLED;
                case SERVER_ERROR -> Trouble.SERVER_ERROR;
            };
        } else if (outcome instanceof Outcome.Unauthorized) {
            return Trouble.UNAUTHORIZED;
        } else if (outcome instanceof Outcome.Closed) {
            return Trouble.ENDPOINT_CLOSED;
        } else if (outcome instanceof Outcome.Refused) {
            return Trouble.REJECTED;
        } else if (outcome instanceof Outcome.TooLarge) {
            return Trouble.TOO_LARGE;
        }
        return null;
    }

    private String describe(Endpoint endpoint, Outcome outcome) {
        String url = destination + "/" + endpoint.path();
        if (outcome instanceof Outcome.Retry retry) {
            return retry.cause() == Outcome.Cause.THROTTLED
                    ? url + " asks for fewer requests (" + retry.detail() + "). Events wait and are sent later."
                    : url + " cannot take events now: " + retry.detail()
                            + ". Events wait in memory and are sent again.";
        } else if (outcome instanceof Outcome.Unauthorized unauthorized) {
            return "The API key is not accepted by " + destination + " (" + unauthorized.detail()
                    + "). Check 'apiKey'. Events wait, and the key is tried again now and then.";
        } else if (outcome instanceof Outcome.Closed closed) {
            return url + " takes no events (" + closed.detail()
                    + "). Check 'host' and the rights of the API key. Events wait, and it is tried again now and then.";
        } else if (outcome instanceof Outcome.Refused refused) {
            return url + " refuses events as invalid (" + refused.detail()
                    + "). The refused events are dropped, the others are delivered.";
        } else if (outcome instanceof Outcome.TooLarge tooLarge) {
            return url + " refuses a request for its size (" + tooLarge.detail() + "). Smaller ones are sent.";
        }
        throw new IllegalArgumentException("no trouble: " + outcome);
    }
}
