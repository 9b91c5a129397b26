package com.trubrics.appender.transport.http;

import com.trubrics.appender.transport.Outcome;
import com.trubrics.appender.transport.Outcome.Kind;

/** The one place that says what a status means. Pure. */
final class StatusTable {

    static final String PROXY_REFUSES = "the proxy answered 407: check the user and the password in the option 'proxy'";

    private StatusTable() {}

    static Outcome outcome(HttpResult answer) {
        Kind kind = kind(answer);
        Outcome outcome = kind == Kind.ACCEPTED ? Outcome.accepted() : Outcome.of(kind, inWords(answer));
        return switch (kind) {
            case UNREACHABLE, THROTTLED, UNAVAILABLE -> outcome.withRetryAfter(answer.retryAfter());
            case INVALID -> outcome.withPositions(answer.indices());
            default -> outcome;
        };
    }

    private static Kind kind(HttpResult answer) {
        return switch (answer.status()) {
            case 400, 422 -> Kind.INVALID;
            case 401 -> Kind.UNAUTHORIZED;
            case 407 -> Kind.UNREACHABLE;
            case 408, 425, 429 -> Kind.THROTTLED;
            case 413 -> Kind.TOO_LARGE;
            // A server that says when it will be back does not blame the request.
            case 500 -> answer.retryAfter() == null ? Kind.FAILED : Kind.UNAVAILABLE;
            default -> ofClass(answer.status() / 100);
        };
    }

    private static Kind ofClass(int hundreds) {
        return switch (hundreds) {
            case 2 -> Kind.ACCEPTED;
            case 5 -> Kind.UNAVAILABLE;
            default -> Kind.DENIED;
        };
    }

    private static String inWords(HttpResult answer) {
        int status = answer.status();
        String what = status == 407 ? PROXY_REFUSES : "the server answered " + status;
        String redirect = status / 100 == 3 ? " (a redirect, never followed)" : "";
        return what + redirect + (answer.said().isEmpty() ? "" : ": " + answer.said());
    }
}
