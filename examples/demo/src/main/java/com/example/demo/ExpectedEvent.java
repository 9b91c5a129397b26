package com.example.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The event that a played request must have become. It is worked out from the request and its answer alone, and holds
 * every value as text: over {@code log4j-slf4j2-impl} numbers arrive as strings.
 *
 * @param fields top-level fields that must have this text; others may stand beside them
 * @param properties all properties, no more and no fewer
 */
record ExpectedEvent(
        String requestId, String name, Instant at, Map<String, String> fields, Map<String, String> properties) {

    /** Stands for the name of an event that has a prompt and a generation instead of one. */
    static final String LLM = "prompt, generation";

    private static final String FEEDBACK = "/feedback";

    static List<ExpectedEvent> of(List<Played> day) {
        return day.stream().flatMap(played -> of(played).stream()).toList();
    }

    /** Nothing where the application answered with an error, or to a request that is no event at all. */
    static Optional<ExpectedEvent> of(Played played) {
        String path = played.request().path();
        if (played.status() >= 300) {
            return Optional.empty();
        }
        if (path.startsWith("/pages/")) {
            return Optional.of(userEvent(played, "Page view", Map.of("page", path.substring("/pages/".length()))));
        }
        if (path.startsWith("/chats/")) {
            String thread = path.substring("/chats/".length());
            return Optional.of(thread.endsWith(FEEDBACK) ? feedback(played, thread) : llmEvent(played, thread));
        }
        return switch (path) {
            case "/sign-up" -> Optional.of(userEvent(played, "Sign Up", form(played)));
            case "/upgrade" -> Optional.of(userEvent(played, "Upgrade", form(played)));
            default -> Optional.empty();
        };
    }

    private static ExpectedEvent feedback(Played played, String path) {
        Map<String, String> form = form(played);
        String thread = path.substring(0, path.length() - FEEDBACK.length());
        return userEvent(
                played,
                "Feedback",
                Map.of("$text", form.get("text"), "rating", form.get("rating"), "$thread_id", thread));
    }

    private static ExpectedEvent llmEvent(Played played, String thread) {
        Map<String, String> fields = Map.of(
                "user_id", played.request().user(),
                "prompt", played.request().body(),
                "generation", played.answer(),
                "thread_id", thread);
        return event(played, LLM, fields, Map.of());
    }

    private static ExpectedEvent userEvent(Played played, String name, Map<String, String> properties) {
        return event(played, name, Map.of("user_id", played.request().user(), "event", name), properties);
    }

    private static ExpectedEvent event(
            Played played, String name, Map<String, String> fields, Map<String, String> properties) {
        RecordedRequest request = played.request();
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("request_id", request.id());
        return new ExpectedEvent(request.id(), name, Instant.parse(request.instant(played.day())), fields, all);
    }

    private static Map<String, String> form(Played played) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : played.request().body().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }
}
