package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trubrics.sandbox.web.Json;
import java.util.List;

/** A report, as an appender writes it. */
final class Reported {
    private final ObjectNode report = Json.MAPPER.createObjectNode();
    private final ArrayNode kinds = report.putArray("kinds");

    Reported(String instance) {
        report.put("instance", instance)
                .put("application", "Shop")
                .put("appender", "TRUBRICS")
                .put("complete", true);
        report.putObject("options");
        report.putArray("rules");
    }

    static Reported one() {
        return new Reported("i-1");
    }

    Reported option(String key, String text) {
        ((ObjectNode) report.get("options")).put(key, text);
        return this;
    }

    Reported rule(String... namesAndTexts) {
        ObjectNode rule = ((ArrayNode) report.get("rules")).addObject();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            rule.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return this;
    }

    Reported of(String application, long process) {
        report.put("application", application).put("process", process);
        return this;
    }

    Reported ended() {
        report.put("ended", true);
        return this;
    }

    Reported continued() {
        report.put("complete", false);
        return this;
    }

    /** A kind whose lines have a template, with one line. */
    Reported template(String logger, String template, Object... arguments) {
        ObjectNode sample = kind(logger, "TEMPLATE", List.of(template.split("\\{}", -1)));
        String message = template;
        for (Object argument : arguments) {
            message = message.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(argument.toString()));
            sample.withArray("arguments")
                    .addObject()
                    .put("type", argument.getClass().getName())
                    .set("value", Json.MAPPER.valueToTree(argument));
        }
        sample.put("message", message);
        return this;
    }

    /** A kind of finished texts, with one line that is its pieces with these values in between. */
    Reported text(String logger, List<String> pieces, String... values) {
        StringBuilder message = new StringBuilder(pieces.get(0));
        for (int i = 0; i < values.length; i++) {
            message.append(values[i]).append(pieces.get(i + 1));
        }
        kind(logger, "TEXT", pieces).put("message", message.toString());
        return this;
    }

    private ObjectNode kind(String logger, String form, List<String> pieces) {
        ObjectNode kind =
                kinds.addObject().put("id", kinds.size()).put("logger", logger).put("level", "INFO");
        kind.put("form", form).put("count", 1).put("events", 0);
        kind.putObject("followers");
        kind.putArray("markers");
        ArrayNode written = kind.putArray("pieces");
        pieces.forEach(written::add);
        return kind.putArray("samples")
                .addObject()
                .put("thread", "http-1")
                .put("at", "2026-01-02T03:04:0%d.678Z".formatted(kinds.size() % 10));
    }

    private ObjectNode kind() {
        return (ObjectNode) kinds.get(kinds.size() - 1);
    }

    private ObjectNode sample() {
        return (ObjectNode) kind().get("samples").get(0);
    }

    /** The line of the last kind has this in its MDC. */
    Reported mdc(String key, String value) {
        sample().withObject("/mdc").put(key, value);
        return this;
    }

    /** This source named the user of the last kind's line. */
    Reported user(String source, String user) {
        ObjectNode users = sample().has("users") ? (ObjectNode) sample().get("users") : sample().putObject("users");
        users.put(source, user);
        return this;
    }

    Reported marker(String name) {
        ((ArrayNode) kind().get("markers")).add(name);
        return this;
    }

    Reported followedBy(int kind) {
        ((ObjectNode) kind().get("followers")).put(String.valueOf(kind), 1);
        return this;
    }

    Reported counted(long lines, long events) {
        kind().put("count", lines).put("events", events);
        return this;
    }

    ObjectNode json() {
        return report;
    }

    Applications applications() {
        Applications applications = new Applications();
        applications.take(report);
        return applications;
    }

    /** What can be read from the first kind. */
    Reading reading() {
        return applications().kinds().get(0).reading().get();
    }

    List<Reading> readings() {
        return applications().kinds().stream().map(seen -> seen.reading().get()).toList();
    }
}
