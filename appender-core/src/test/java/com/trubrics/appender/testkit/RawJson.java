package com.trubrics.appender.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes JSON text apart without changing a character of it, so that goldens compare what really travelled. */
final class RawJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RawJson() {}

    /** The elements of an array, each as it was written. */
    static List<String> elements(String array) {
        try (JsonParser parser = FACTORY.createParser(array)) {
            require(parser.nextToken() == JsonToken.START_ARRAY, array);
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, array));
            }
            require(parser.nextToken() == null, array);
            return elements;
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + array, e);
        }
    }

    /** The members of an object in their order, each value as it was written. */
    static Map<String, String> members(String object) {
        try (JsonParser parser = FACTORY.createParser(object)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, object);
            Map<String, String> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser, object));
            }
            require(parser.nextToken() == null, object);
            return members;
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + object, e);
        }
    }

    /** A string without its quotes and escapes; any other value as it was written. */
    static String text(String value) {
        try (JsonParser parser = FACTORY.createParser(value)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : value;
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + value, e);
        }
    }

    private static String value(JsonParser parser, String source) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return source.substring(start, (int) parser.currentLocation().getCharOffset());
    }

    private static void require(boolean holds, String json) {
        if (!holds) {
            throw new IllegalArgumentException("not the JSON that was expected: " + json);
        }
    }
}
