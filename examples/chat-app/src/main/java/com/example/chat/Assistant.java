package com.example.chat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stand-in for a language model: the same prompt always gets the same answer, with the same simulated latency. */
final class Assistant {
    private static final Logger log = LoggerFactory.getLogger(Assistant.class);

    private static final List<Topic> TOPICS = List.of(
            new Topic("refund", "Refunds go back to the card that paid, within five working days."),
            new Topic("invoice", "Every invoice is under Billing; the newest stands at the top."),
            new Topic("password", "Choose \"Forgot password\" at sign-in and follow the mail."),
            new Topic("export", "Settings, then Export: you get one JSON file for each conversation."),
            new Topic("seat", "A plan's seats can be changed at any time; the difference is billed pro rata."),
            new Topic("translate", "Guten Morgen, schön dich zu sehen. \u2600"),
            new Topic("summar", "Three points: costs fell, two risks stay open, a decision is due on Friday."),
            new Topic("sql", "SELECT country, count(*) FROM users GROUP BY country ORDER BY 2 DESC;"));

    private static final String OTHERWISE = "I am not sure I understood. Could you say it in other words?";

    Answer answer(String prompt) {
        String asked = prompt.toLowerCase(Locale.ROOT);
        String text = TOPICS.stream()
                .filter(topic -> asked.contains(topic.word()))
                .map(Topic::answer)
                .findFirst()
                .orElse(OTHERWISE);
        String model = prompt.length() > 40 ? "atlas-large" : "atlas-mini";
        log.debug("{} takes a prompt of {} characters", model, prompt.length());
        return new Answer(text, model, Duration.ofMillis(300L + 12L * text.length()));
    }

    private record Topic(String word, String answer) {}

    /** One answer, and the simulated time that it took. */
    record Answer(String text, String model, Duration took) {}
}
