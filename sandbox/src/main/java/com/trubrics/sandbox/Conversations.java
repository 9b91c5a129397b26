package com.trubrics.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups events into conversations: those with the same thread ID, and the LLM events of a user that have none. */
final class Conversations {
    private Conversations() {}

    /**
     * @param thread its thread ID; {@code null} for a user's LLM events that have none
     * @param users who took part, as a rule one
     * @param events the numbers of its events, in the order of their times
     */
    record Conversation(@Nullable String thread, List<String> users, Instant from, Instant to, List<Long> events) {}

    private record Key(@Nullable String thread, @Nullable String user) {

        static @Nullable Key of(SandboxEvent event) {
            if (event.threadId() != null) {
                return new Key(event.threadId(), null);
            }
            return event.kind() == SandboxEvent.Kind.LLM ? new Key(null, event.userId()) : null;
        }
    }

    /** Returns the conversations, the most recent first. */
    static List<Conversation> of(Collection<SandboxEvent> events) {
        Map<Key, List<SandboxEvent>> byThread = new LinkedHashMap<>();
        for (SandboxEvent event : events) {
            Key key = Key.of(event);
            if (key != null) {
                byThread.computeIfAbsent(key, first -> new ArrayList<>()).add(event);
            }
        }
        return byThread.entrySet().stream()
                .map(entry -> conversation(entry.getKey().thread(), entry.getValue()))
                .sorted(Comparator.comparing(Conversation::to).reversed())
                .toList();
    }

    private static Conversation conversation(@Nullable String thread, List<SandboxEvent> events) {
        events.sort(Comparator.comparing(SandboxEvent::began).thenComparing(SandboxEvent::number));
        return new Conversation(
                thread,
                events.stream().map(SandboxEvent::userId).distinct().toList(),
                events.get(0).began(),
                events.stream()
                        .map(SandboxEvent::timestamp)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                events.stream().map(SandboxEvent::number).toList());
    }
}
