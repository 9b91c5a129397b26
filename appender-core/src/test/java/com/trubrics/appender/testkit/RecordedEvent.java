package com.trubrics.appender.testkit;

import com.trubrics.appender.internal.transport.http.Endpoint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One event as it arrived.
 *
 * @param endpoint where
 * @param json exactly as it was written
 */
public record RecordedEvent(Endpoint endpoint, String json) {

    /** A user event. */
    public static RecordedEvent user(String json) {
        return new RecordedEvent(Endpoint.EVENTS, json);
    }

    /** An LLM event. */
    public static RecordedEvent llm(String json) {
        return new RecordedEvent(Endpoint.LLM_EVENTS, json);
    }

    /** A field as text; null if it is absent. */
    public @Nullable String field(String name) {
        String value = RawJson.members(json).get(name);
        return value == null ? null : RawJson.text(value);
    }

    /** A property as text; null if it is absent. */
    public @Nullable String property(String name) {
        String value = RawJson.members(RawJson.members(json).getOrDefault("properties", "{}"))
                .get(name);
        return value == null ? null : RawJson.text(value);
    }

    /**
     * The event in a form that can be written down beforehand: its properties sorted by name (a context map has no order
     * of its own), and a timestamp between the two moments as {@code "NOW"}. All else is as it arrived.
     */
    public String golden(Instant earliest, Instant latest) {
        return write(RawJson.members(json).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        member -> switch (member.getKey()) {
                            case "properties" -> write(new TreeMap<>(RawJson.members(member.getValue())));
                            case "timestamp" -> now(member.getValue(), earliest, latest);
                            default -> member.getValue();
                        },
                        (first, second) -> second,
                        LinkedHashMap::new)));
    }

    private static String now(String timestamp, Instant earliest, Instant latest) {
        Instant moment = Instant.parse(RawJson.text(timestamp));
        return moment.isBefore(earliest) || moment.isAfter(latest) ? timestamp : "\"NOW\"";
    }

    private static String write(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
