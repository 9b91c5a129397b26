package com.trubrics.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the sandbox tells the page and scripts, as maps and lists that become JSON. */
final class Views {
    private Views() {}

    static Map<String, Object> event(SandboxEvent event) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", event.number());
        view.put("received_at", event.receivedAt().toString());
        view.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
        view.put("body", event.fields());
        return view;
    }

    static Map<String, Object> refused(RefusedRequest request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", request.number());
        view.put("received_at", request.receivedAt().toString());
        view.put("path", request.path());
        view.put("status", request.status());
        view.put("cause", request.cause().name().toLowerCase(Locale.ROOT));
        view.put("events", request.events());
        view.put("problems", request.problems().stream().map(Views::problem).toList());
        view.put("body", request.body());
        return view;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("event", problem.event());
        view.put("field", problem.field());
        view.put("reason", problem.reason());
        return view;
    }

    static Map<String, Object> user(Sessions.User user) {
        return Map.of(
                "id",
                user.id(),
                "sessions",
                user.sessions().stream()
                        .map(session -> Map.of(
                                "from", session.from().toString(),
                                "to", session.to().toString(),
                                "events", session.events()))
                        .toList());
    }

    static Map<String, @Nullable Object> conversation(Conversations.Conversation conversation) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("thread", conversation.thread());
        view.put("users", conversation.users());
        view.put("from", conversation.from().toString());
        view.put("to", conversation.to().toString());
        view.put("events", conversation.events());
        return view;
    }

    static Map<String, Object> counts(EventStore store) {
        EventStore.Totals totals = store.totals();
        List<?> buckets = store.counts().stream()
                .map(bucket ->
                        List.of(bucket.from().toString(), bucket.userEvents(), bucket.llmEvents(), bucket.refused()))
                .toList();
        return Map.of(
                "user_events",
                totals.userEvents(),
                "llm_events",
                totals.llmEvents(),
                "requests",
                totals.acceptedRequests(),
                "bytes",
                totals.acceptedBytes(),
                "refused",
                totals.refusedRequests(),
                "step_seconds",
                Counts.STEP.toSeconds(),
                "steps",
                buckets);
    }

    /** Describes the sandbox: what it keeps at most, and whether it accepts any API key. The key itself stays secret. */
    static Map<String, Object> about(String run, SandboxOptions options, EventStore store) {
        return Map.of(
                "run",
                run,
                "any_key",
                options.apiKey() == null,
                "max_events",
                store.maxEvents(),
                "max_megabytes",
                EventStore.MAX_BYTES / (1024 * 1024),
                "max_refused",
                store.maxRefused());
    }

    static Map<String, @Nullable Object> answers(Answers.State state) {
        ServerAnswer answer = state.answer();
        Duration delay = answer.delay();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("answer", AnswerText.of(answer));
        view.put("seconds", delay == null ? null : delay.toSeconds());
        view.put("requests", state.left() == Answers.ALWAYS ? null : state.left());
        return view;
    }
}
