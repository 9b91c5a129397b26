package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.databind.JsonNode;
import com.trubrics.sandbox.web.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what appenders report. Whatever is missing or of another type counts as empty. */
final class ReportReader {
    private static final int MAX_KINDS = 2_000;

    private ReportReader() {}

    static Application application(JsonNode report) {
        List<Map<String, String>> rules = new ArrayList<>();
        report.path("rules").forEach(rule -> rules.add(texts(rule)));
        return new Application(
                report.path("instance").asText(),
                report.path("process").asLong(),
                report.path("application").asText(),
                report.path("appender").asText(),
                texts(report.path("options")),
                texts(report.path("staticProperties")),
                List.copyOf(rules));
    }

    static List<Kind> kinds(JsonNode report, Application application) {
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode kind : report.path("kinds")) {
            if (kinds.size() < MAX_KINDS) {
                kinds.add(kind(kind, application));
            }
        }
        return kinds;
    }

    private static Kind kind(JsonNode kind, Application application) {
        String logger = kind.path("logger").asText();
        String level = kind.path("level").asText();
        Kind.Form form = form(kind.path("form").asText());
        List<String> pieces = list(kind.path("pieces"));
        List<String> markers = list(kind.path("markers"));
        Map<Integer, Integer> followers = new LinkedHashMap<>();
        kind.path("followers").properties().forEach(entry -> {
            if (entry.getKey().matches("[0-9]{1,9}")) {
                followers.put(Integer.valueOf(entry.getKey()), entry.getValue().asInt());
            }
        });
        List<RecordedCall> samples = new ArrayList<>();
        for (JsonNode sample : kind.path("samples")) {
            samples.add(call(sample, logger, level, form, pieces, markers));
        }
        return new Kind(
                application,
                kind.path("id").asInt(),
                logger,
                level,
                form,
                pieces.isEmpty() && form != Kind.Form.FIELDS ? List.of("") : pieces,
                markers,
                Collections.unmodifiableMap(followers),
                List.copyOf(samples));
    }

    private static Kind.Form form(String name) {
        for (Kind.Form form : Kind.Form.values()) {
            if (form.name().equals(name)) {
                return form;
            }
        }
        return Kind.Form.TEXT;
    }

    private static RecordedCall call(
            JsonNode sample, String logger, String level, Kind.Form form, List<String> pieces, List<String> markers) {
        String message = sample.path("message").asText();
        String template = switch (form) {
            case TEMPLATE -> String.join("{}", pieces);
            case TEXT -> message;
            case FIELDS -> null;
        };
        List<@Nullable Object> arguments = new ArrayList<>();
        if (form == Kind.Form.TEMPLATE) {
            sample.path("arguments").forEach(argument -> arguments.add(argument(argument)));
        }
        Map<String, Object> mdc = new LinkedHashMap<>(texts(sample.path("mdc")));
        Map<String, Object> kv = new LinkedHashMap<>();
        sample.path("kv").properties().forEach(entry -> kv.put(entry.getKey(), argument(entry.getValue())));
        return new RecordedCall(
                logger,
                level,
                template,
                message,
                Collections.unmodifiableList(arguments),
                Collections.unmodifiableMap(mdc),
                Collections.unmodifiableMap(kv),
                markers,
                sample.path("thread").asText(),
                instant(sample.path("at").asText()),
                texts(sample.path("users")),
                new RecordedCall.Thrown(text(sample.path("exception")), text(sample.path("exceptionMessage"))),
                new RecordedCall.Outcome(
                        text(sample.path("user")),
                        text(sample.path("event")),
                        text(sample.path("dropped")),
                        sample.path("rule").asInt()),
                sample.path("cut").asBoolean());
    }

    private static @Nullable Object argument(JsonNode argument) {
        if (argument.has("text")) {
            Object members = value(argument.path("members"));
            return new RecordedObject(argument.path("text").asText(), asMap(members));
        }
        return value(argument.path("value"));
    }

    @SuppressWarnings("unchecked") // Jackson makes maps of objects with names as keys
    private static Map<String, Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Numbers keep their digits. */
    private static @Nullable Object value(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : Json.MAPPER.convertValue(node, Object.class);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static List<String> list(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return Collections.unmodifiableMap(texts);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
