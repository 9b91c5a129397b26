package com.trubrics.appender.transport;

/** The one place that says what a status means. Pure. */
final class StatusTable {

    static final String PROXY_REFUSES = "the proxy answered 407: check the user and the password in the option 'proxy'";

    private StatusTable() {}

    static Outcome outcome(Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 400, 422 -> new Outcome.Refused(answer.indices(), inWords(answer));
            case 401 -> new Outcome.Unauthorized(inWords(answer));
            case 407 -> retry(Outcome.Cause.PROXY, answer);
            case 408, 425, 429 -> retry(Outcome.Cause.THROTTLED, answer);
            case 413 -> new Outcome.TooLarge(inWords(answer));
            default -> byClass(answer);
        };
    }

    private static Outcome byClass(Answer answer) {
        return switch (answer.status() / 100) {
            case 2 -> new Outcome.Delivered();
            case 5 -> retry(Outcome.Cause.SERVER_ERROR, answer);
            default -> new Outcome.Closed(inWords(answer));
        };
    }

    private static Outcome retry(Outcome.Cause cause, Answer answer) {
        return new Outcome.Retry(cause, answer.retryAfter(), inWords(answer));
    }

    private static String inWords(Answer answer) {
        int status = answer.status();
        String what = status == 407 ? PROXY_REFUSES : "the server answered " + status;
        String redirect = status / 100 == 3 ? " (a redirect, never followed)" : "";
        return what + redirect + (answer.said().isEmpty() ? "" : ": " + answer.said());
    }
}
