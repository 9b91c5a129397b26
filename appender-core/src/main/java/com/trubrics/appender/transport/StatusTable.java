package com.trubrics.appender.transport;

import com.trubrics.appender.transport.Answer.Encoding;

/** The one place that says what a status means. Pure. */
final class StatusTable {
    private StatusTable() {}

    static Outcome outcome(Answer answer) {
        int status = answer.status();
        if (refusesCompression(answer)) {
            return new Outcome.CompressionRefused(inWords(answer));
        }
        return switch (status) {
            case 400, 422 -> new Outcome.Refused(answer.details().indices(), inWords(answer));
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

    private static boolean refusesCompression(Answer answer) {
        return answer.encoding() == Encoding.COMPRESSED_ON_TRIAL
                && (answer.status() == 400 || answer.status() == 415 || answer.status() == 422);
    }

    private static Outcome retry(Outcome.Cause cause, Answer answer) {
        return new Outcome.Retry(cause, answer.retryAfter(), inWords(answer));
    }

    private static String inWords(Answer answer) {
        String who = answer.status() == 407 ? "the proxy" : "the server";
        String redirect = answer.status() / 100 == 3 ? " (a redirect, never followed)" : "";
        String said = OneLine.of(answer.details().text());
        return who + " answered " + answer.status() + redirect + (said.isEmpty() ? "" : ": " + said);
    }
}
