package com.trubrics.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides each user's events into sessions as Trubrics does. */
final class Sessions {
    /** A pause of this length, or longer, ends a session. */
    static final Duration GAP = Duration.ofMinutes(30);

    private Sessions() {}

    /** @param events the numbers of its events, in the order of their times */
    record Session(Instant from, Instant to, List<Long> events) {}

    /** @param sessions from the first to the last */
    record User(String id, List<Session> sessions) {

        Instant lastSeen() {
            return sessions.get(sessions.size() - 1).to();
        }
    }

    /** Returns the users, the most recently active first. */
    static List<User> of(Collection<SandboxEvent> events) {
        Map<String, List<SandboxEvent>> byUser = new LinkedHashMap<>();
        events.forEach(event ->
                byUser.computeIfAbsent(event.userId(), id -> new ArrayList<>()).add(event));
        return byUser.entrySet().stream()
                .map(user -> new User(user.getKey(), divide(user.getValue())))
                .sorted(Comparator.comparing(User::lastSeen).reversed())
                .toList();
    }

    private static List<Session> divide(List<SandboxEvent> events) {
        events.sort(Comparator.comparing(SandboxEvent::began).thenComparing(SandboxEvent::number));
        List<Session> sessions = new ArrayList<>();
        for (SandboxEvent event : events) {
            Session last = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
            if (last == null || !event.began().isBefore(last.to().plus(GAP))) {
                sessions.add(new Session(event.began(), event.timestamp(), new ArrayList<>(List.of(event.number()))));
            } else {
                last.events().add(event.number());
                Instant to = event.timestamp().isAfter(last.to()) ? event.timestamp() : last.to();
                sessions.set(sessions.size() - 1, new Session(last.from(), to, last.events()));
            }
        }
        return sessions;
    }
}
