package com.trubrics.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** One documented field of an event. An optional one may also be {@code null}, which the official Python SDK sends. */
record Field(String name, Type type, Presence presence) {

    enum Presence {
        REQUIRED,
        OPTIONAL
    }

    enum Type {
        NAME("text that is not blank"),
        TEXT("text"),
        INSTANT("a date and time with a zone, such as \"2026-01-31T12:00:00.000Z\""),
        SECONDS("a number of seconds, 0 or more"),
        OBJECT("a JSON object");

        private final String wanted;

        Type(String wanted) {
            this.wanted = wanted;
        }

        private boolean admits(JsonNode value) {
            return switch (this) {
                case NAME -> value.isTextual() && !value.textValue().isBlank();
                case TEXT -> value.isTextual();
                case INSTANT -> value.isTextual() && hasZone(value.textValue());
                case SECONDS -> value.isNumber() && value.doubleValue() >= 0;
                case OBJECT -> value.isObject();
            };
        }
    }

    static Field required(String name, Type type) {
        return new Field(name, type, Presence.REQUIRED);
    }

    static Field optional(String name, Type type) {
        return new Field(name, type, Presence.OPTIONAL);
    }

    /** Returns what is wrong with this field of the event, or {@code null} if it is valid. */
    @Nullable
    String problem(JsonNode event) {
        JsonNode value = event.get(name);
        if (value == null) {
            return presence == Presence.OPTIONAL ? null : name + " is missing. It must be " + type.wanted + ".";
        }
        if ((value.isNull() && presence == Presence.OPTIONAL) || type.admits(value)) {
            return null;
        }
        return name + " is " + describe(value) + ". It must be " + type.wanted + ".";
    }

    private String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "true or false";
            case NUMBER -> type == Type.SECONDS ? "negative" : "a number";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> describe(value.textValue());
        };
    }

    private String describe(String text) {
        if (text.isBlank()) {
            return "blank";
        }
        return type == Type.INSTANT && hasNoZone(text) ? "a date and time without a zone" : "text in another format";
    }

    private static boolean hasZone(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean hasNoZone(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
