package com.trubrics.sandbox.discover;

import com.trubrics.sandbox.web.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers for the page and for scripts, as maps and lists that become JSON. */
final class Views {
    private static final int MAX_CHARS = 500;
    private static final int MAX_LINE_CHARS = 2_000;

    private Views() {}

    /** Returns a value that is shown: as it is, or the beginning of its text. */
    static @Nullable Object shortened(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        boolean container = value instanceof Map<?, ?> || value instanceof List<?>;
        return shortened(container ? Json.text(value) : value.toString(), MAX_CHARS);
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(most - 2));
        return text.substring(0, splits ? most - 2 : most - 1) + "\u2026";
    }

    /** Returns one line of the list. */
    static Map<String, @Nullable Object> summary(Reading reading, Counted counted, int score) {
        Kind kind = reading.kind();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", kind.id());
        view.put("application", kind.application().name());
        view.put("logger", kind.logger());
        view.put("level", kind.level());
        view.put("lines", counted.lines());
        view.put("events", counted.events());
        view.put("score", score);
        view.put("line", line(reading));
        view.put("markers", kind.markers());
        view.put("user", UserGuess.of(reading).stream().anyMatch(user -> user.score() >= UserGuess.LIKELY));
        view.put("chat", Chat.of(reading).isOne());
        view.put(
                "event",
                kind.samples().stream()
                        .map(sample -> sample.outcome().event())
                        .filter(event -> event != null)
                        .findFirst()
                        .orElse(null));
        view.put(
                "rule",
                kind.samples().stream()
                        .mapToInt(sample -> sample.outcome().rule())
                        .max()
                        .orElse(0));
        view.put(
                "dropped",
                kind.samples().stream()
                        .map(sample -> sample.outcome().dropped())
                        .filter(dropped -> dropped != null)
                        .findFirst()
                        .orElse(null));
        return view;
    }

    /** Returns the parts of the message, or the names of the fields of a line that has none. */
    private static List<Map<String, @Nullable Object>> line(Reading reading) {
        List<Map<String, @Nullable Object>> parts = new ArrayList<>();
        for (MessageTemplate.Token token : reading.line().tokens()) {
            String text = token instanceof MessageTemplate.Text fixed
                    ? fixed.text()
                    : token instanceof MessageTemplate.Word word ? word.text() : "";
            parts.add(part(
                    token instanceof MessageTemplate.Hole ? "hole" : "text",
                    token instanceof MessageTemplate.Hole hole ? hole.name() : shortened(text, MAX_CHARS)));
        }
        if (parts.isEmpty()) {
            reading.kind().pieces().forEach(field -> parts.add(part("field", field)));
        }
        return parts;
    }

    private static Map<String, @Nullable Object> part(String kind, String text) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("kind", kind);
        part.put("text", text);
        return part;
    }

    static Map<String, @Nullable Object> sample(RecordedCall call) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("message", shortened(call.message(), MAX_LINE_CHARS));
        view.put("thread", call.thread());
        view.put("at", call.at().toString());
        view.put("user", call.outcome().user());
        view.put("event", call.outcome().event());
        view.put("dropped", call.outcome().dropped());
        view.put("rule", call.outcome().rule());
        view.put("cut", call.cut());
        return view;
    }

    static Map<String, @Nullable Object> tried(Preview.Tried tried) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("kind", tried.kind().id());
        view.put("message", shortened(tried.call().message(), MAX_LINE_CHARS));
        view.put("taken", tried.taken());
        view.put("event", tried.event());
        view.put("reason", tried.reason());
        view.put("cut", tried.call().cut());
        return view;
    }

    static Map<String, @Nullable Object> draft(Draft draft) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("rules", draft.rules());
        view.put("userSource", draft.userSource());
        view.put("logback", RuleTexts.logback(draft));
        view.put("log4j2", RuleTexts.log4j2(draft));
        view.put("yaml", RuleTexts.yaml(draft));
        return view;
    }
}
