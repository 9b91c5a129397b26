package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code detail} of an error body: a text, or a list of {@code loc}, {@code msg} and {@code type}. Nothing else in
 * the body is used, because it may echo events, and with them personal data.
 *
 * @param text the text of the server; empty if none can be read
 * @param indices positions in the array of events that {@code loc} names: its first number, not negative
 */
public record ErrorDetails(String text, Set<Integer> indices) {

    /** The details of a body without any. */
    public static final ErrorDetails NONE = new ErrorDetails("", Set.of());

    /** Copies the indices. */
    public ErrorDetails {
        indices = Set.copyOf(indices);
    }

    /**
     * Reads the beginning of a body.
     *
     * @param body the beginning of an answer's body, JSON or not
     */
    public static ErrorDetails read(byte[] body) {
        Reader reader = new Reader();
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            reader.readBody(parser);
        } catch (IOException e) {
            // Not JSON, or cut off by our own limit: keep what has been read.
        }
        return new ErrorDetails(reader.text.toString(), reader.indices);
    }

    /** Collects the details from the tokens. */
    private static final class Reader {

        /** More than any message shows. */
        private static final int ENOUGH_TEXT = 1_000;

        final StringBuilder text = new StringBuilder();
        final Set<Integer> indices = new TreeSet<>();

        void readBody(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean detail = parser.currentName().equals("detail");
                parser.nextToken();
                if (detail) {
                    readDetail(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void readDetail(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                readItem(parser);
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readItem(parser);
            }
        }

        private void readItem(JsonParser parser) throws IOException {
            switch (parser.currentToken()) {
                case VALUE_STRING -> say(parser.getText());
                case START_OBJECT -> readProblem(parser);
                default -> parser.skipChildren();
            }
        }

        private void readProblem(JsonParser parser) throws IOException {
            String loc = "";
            String msg = "";
            String type = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "loc" -> loc = readLocation(parser);
                    case "msg" -> msg = readText(parser);
                    case "type" -> type = readText(parser);
                    default -> parser.skipChildren();
                }
            }
            say((loc.isEmpty() ? "" : loc + ": ") + msg + (type.isEmpty() ? "" : " (" + type + ")"));
        }

        /** {@code ["body", 3, "user_id"]} becomes {@code body.3.user_id}, and 3 an index. */
        private String readLocation(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return readText(parser);
            }
            StringBuilder path = new StringBuilder();
            boolean numberSeen = false;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && !numberSeen) {
                    numberSeen = true;
                    addIndex(parser);
                }
                path.append(path.isEmpty() ? "" : ".").append(readText(parser));
            }
            return path.toString();
        }

        private void addIndex(JsonParser parser) throws IOException {
            if (parser.getNumberType() == JsonParser.NumberType.INT && parser.getIntValue() >= 0) {
                indices.add(parser.getIntValue());
            }
        }

        private static String readText(JsonParser parser) throws IOException {
            if (parser.currentToken().isScalarValue()) {
                return parser.getText();
            }
            parser.skipChildren();
            return "";
        }

        private void say(String statement) {
            if (!statement.isBlank() && text.length() < ENOUGH_TEXT) {
                text.append(text.isEmpty() ? "" : "; ").append(statement);
            }
        }
    }
}
