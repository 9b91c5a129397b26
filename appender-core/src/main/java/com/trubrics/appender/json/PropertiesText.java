package com.trubrics.appender.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.trubrics.appender.value.Freezer;
import com.trubrics.appender.value.PropertyMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads properties that are written as the text of a JSON object, as in an MDC entry. Numbers keep their digits: whole
 * ones of any length, others as {@link java.math.BigDecimal}. Of duplicate names the last wins. Thread-safe.
 */
public final class PropertiesText {

    private PropertiesText() {}

    /**
     * The properties, or null if the text is not one JSON object and nothing else.
     *
     * @param freezer pays for the values; what it refuses is missing in the result
     */
    public static @Nullable PropertyMap parse(String text, Freezer freezer) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        // An array of its own size: given a text, the parser would take a buffer of several kilobytes for each call.
        try (JsonParser parser = Json.FACTORY.createParser(text.toCharArray())) {
            parser.nextToken();
            PropertyMap.Builder properties = PropertyMap.builder(freezer);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                properties.put(name, value(parser, 1));
            }
            return parser.nextToken() == null ? properties.build() : null;
        } catch (IOException | NumberFormatException notJson) {
            // The second: an exponent beyond what BigDecimal can hold.
            return null;
        }
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> depth > Freezer.MAX_DEPTH ? skipped(parser) : object(parser, depth);
            case START_ARRAY -> depth > Freezer.MAX_DEPTH ? skipped(parser) : array(parser, depth);
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /** Any container does: at this depth the freezer puts its own mark in its place. */
    private static Object skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return List.of();
    }

    private static Object object(JsonParser parser, int depth) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser, depth + 1));
        }
        return object;
    }

    private static Object array(JsonParser parser, int depth) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth + 1));
        }
        return array;
    }
}
