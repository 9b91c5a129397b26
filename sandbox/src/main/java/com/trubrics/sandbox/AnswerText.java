package com.trubrics.sandbox;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The names of answers for scripts and the page: {@code ok}, {@code slow}, {@code hang}, or a status such as {@code 503}. */
final class AnswerText {
    private static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    private AnswerText() {}

    static String of(ServerAnswer answer) {
        return switch (answer.mode()) {
            case REFUSE -> Integer.toString(answer.status());
            case OK, SLOW, HANG -> answer.mode().name().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * Reads an answer.
     *
     * @param delay the delay of a slow answer, or the {@code Retry-After} of a refusal; {@code null} for the default, which is
     *     five seconds and no {@code Retry-After}
     * @throws IllegalArgumentException if there is no such answer; the message is for the user
     */
    static ServerAnswer parse(String text, @Nullable Duration delay) {
        return switch (text) {
            case "ok" -> ServerAnswer.ok();
            case "slow" -> ServerAnswer.slow(delay == null ? USUAL_DELAY : delay);
            case "hang" -> ServerAnswer.hang();
            default -> new ServerAnswer(ServerAnswer.Mode.REFUSE, status(text), delay);
        };
    }

    private static int status(String text) {
        if (!text.matches("\\d{3}")) {
            throw new IllegalArgumentException("answer must be ok, slow, hang or the status of a refusal such as 503");
        }
        return Integer.parseInt(text);
    }
}
