package com.example.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** One documented field of an event. An optional one may also be {@code null}: the official Python SDK sends that. */
record Field(String name, Type type, Presence presence) {

    enum Presence {
        REQUIRED,
        OPTIONAL
    }

    enum Type {
        NAME("a non-empty string"),
        TEXT("a string"),
        INSTANT("an ISO 8601 date and time with a zone"),
        SECONDS("a number of seconds, zero or more"),
        OBJECT("an object");

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

        private static boolean hasZone(String text) {
            try {
                OffsetDateTime.parse(text);
                return true;
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }

    static Field required(String name, Type type) {
        return new Field(name, type, Presence.REQUIRED);
    }

    static Field optional(String name, Type type) {
        return new Field(name, type, Presence.OPTIONAL);
    }

    /** What is wrong with this field of {@code event}, if anything. */
    Optional<Problem> check(JsonNode event, int index) {
        JsonNode value = event.get(name);
        if (value == null || (value.isNull() && presence == Presence.OPTIONAL)) {
            return value == null && presence == Presence.REQUIRED
                    ? Optional.of(Problem.of("Field required", "missing", index, name))
                    : Optional.empty();
        }
        return type.admits(value)
                ? Optional.empty()
                : Optional.of(Problem.of("Input should be " + type.wanted, "value_error", index, name));
    }
}
