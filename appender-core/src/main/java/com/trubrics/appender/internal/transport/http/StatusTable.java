package com.trubrics.appender.internal.transport.http;

import com.trubrics.appender.RequestOutcome;
import com.trubrics.appender.internal.transport.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one place that says what a status means. Pure. */
final class StatusTable {

    static final String PROXY_REFUSES = "the proxy answered 407: check the user and the password in the option 'proxy'";

    private StatusTable() {}

    static Outcome outcome(HttpResult answer) {
        RequestOutcome kind = kind(answer);
        Outcome outcome = kind == RequestOutcome.ACCEPTED ? Outcome.accepted() : Outcome.of(kind, inWords(answer));
        return switch (kind) {
            case UNREACHABLE, THROTTLED, UNAVAILABLE -> outcome.withRetryAfter(wait(answer));
            case INVALID -> outcome.withPositions(answer.indices());
            default -> outcome;
        };
    }

    private static @Nullable Duration wait(HttpResult answer) {
        Duration asked = answer.retryAfter();
        return asked == null || asked.isZero() ? null : asked;
    }

    private static RequestOutcome kind(HttpResult answer) {
        return switch (answer.status()) {
            case 400, 422 -> RequestOutcome.INVALID;
            case 401 -> RequestOutcome.UNAUTHORIZED;
            case 407 -> RequestOutcome.UNREACHABLE;
            case 408, 425, 429 -> RequestOutcome.THROTTLED;
            case 413 -> RequestOutcome.TOO_LARGE;
            // A server that says when it will be back, even at once, does not blame the request.
            case 500 -> answer.retryAfter() == null ? RequestOutcome.FAILED : RequestOutcome.UNAVAILABLE;
            default -> ofClass(answer.status() / 100);
        };
    }

    private static RequestOutcome ofClass(int hundreds) {
        return switch (hundreds) {
            case 2 -> RequestOutcome.ACCEPTED;
            case 5 -> RequestOutcome.UNAVAILABLE;
            default -> RequestOutcome.DENIED;
        };
    }

    private static String inWords(HttpResult answer) {
        int status = answer.status();
        String what = status == 407 ? PROXY_REFUSES : "the server answered " + status;
        String redirect = status / 100 == 3 ? " (a redirect, never followed)" : "";
        return what + redirect + (answer.said().isEmpty() ? "" : ": " + answer.said());
    }
}
