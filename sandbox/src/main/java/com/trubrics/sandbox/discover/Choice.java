package com.trubrics.sandbox.discover;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's choice for one kind of lines.
 *
 * @param kind its ID
 * @param event the name of the event; blank for none. {@code {path}} stands for the value that the path reads
 * @param fields what is sent
 * @param user a path that reads the user; null if nothing in the line does
 * @param source the user source to ask; null for none
 * @param pair the name of the pair; blank for none
 * @param marker the marker that the line must have; blank for any
 */
record Choice(
        String kind,
        String event,
        List<Field> fields,
        List<Condition> conditions,
        @Nullable String user,
        @Nullable String source,
        String pair,
        String marker) {
    private static final int MOST = 200;

    /** A value that is sent under a name. */
    record Field(String path, String name, boolean number) {}

    /** A value that a line must have; with {@code glob}, it may contain wildcards. */
    record Condition(String path, String value, boolean glob) {}

    /** Reads a choice. Missing parts are empty. */
    static Choice of(JsonNode node) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode field : node.path("fields")) {
            String path = field.path("path").asText();
            String name = field.path("name").asText().strip();
            if (!path.isEmpty() && fields.size() < MOST) {
                fields.add(new Field(
                        path, name.isEmpty() ? path : name, field.path("number").asBoolean()));
            }
        }
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode condition : node.path("when")) {
            if (conditions.size() < MOST) {
                conditions.add(new Condition(
                        condition.path("path").asText(),
                        condition.path("value").asText(),
                        condition.path("glob").asBoolean()));
            }
        }
        return new Choice(
                node.path("kind").asText(),
                node.path("event").asText().strip(),
                List.copyOf(fields),
                List.copyOf(conditions),
                text(node.path("user").path("path")),
                text(node.path("user").path("source")),
                node.path("pair").asText().strip(),
                node.path("marker").asText().strip());
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
    }
}
