package com.example.chat;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prompts, and what users think of the answers. Shows an LLM event, and a user event with free text. */
final class Conversations {
    private static final Logger log = LoggerFactory.getLogger(Conversations.class);
    private static final String FEEDBACK = "/feedback";

    private final Assistant assistant;

    Conversations(Assistant assistant) {
        this.assistant = assistant;
    }

    /** {@code /chats/{thread}} receives a prompt, {@code /chats/{thread}/feedback} an opinion. */
    Reply converse(Request request) {
        String path = request.after("/chats/");
        return path.endsWith(FEEDBACK)
                ? feedback(path.substring(0, path.length() - FEEDBACK.length()), request.form())
                : prompt(path, request.body());
    }

    private Reply prompt(String thread, String prompt) {
        if (prompt.isBlank()) {
            log.warn("An empty prompt in {}", thread);
            return new Reply(400, "what is the question?");
        }
        Assistant.Answer answer = assistant.answer(prompt);
        log.atInfo()
                .addKeyValue("prompt", prompt)
                .addKeyValue("generation", answer.text())
                .addKeyValue("assistant_id", answer.model())
                .addKeyValue("thread_id", thread)
                .addKeyValue("latency", answer.took())
                .log("Answered in {}", thread);
        return new Reply(200, answer.text());
    }

    private Reply feedback(String thread, Map<String, String> form) {
        log.atInfo()
                .addKeyValue("event", "Feedback")
                .addKeyValue("text", form.getOrDefault("text", ""))
                .addKeyValue("thread_id", thread)
                .addKeyValue("properties.rating", form.getOrDefault("rating", "none"))
                .log("Feedback on {}", thread);
        return new Reply(200, "noted");
    }
}
