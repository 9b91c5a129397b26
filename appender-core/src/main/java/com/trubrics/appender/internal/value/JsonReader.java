package com.trubrics.appender.internal.value;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into frozen values: what {@link Freezer} makes of a map, a list and so on. Numbers keep their digits:
 * whole ones become {@link Integer}, {@link Long} or {@link java.math.BigInteger}, others {@link BigDecimal}. Of
 * duplicate names the last wins. A byte order mark at the beginning is ignored. One thread at a time.
 */
public final class JsonReader {

    private static final String BLANKS = " \t\r\n";

    /** How many budgets a document's values may use while they are read. Values of repeated keys are replaced, and do not
     * count in the end. */
    private static final int READ_AT_MOST = 4;

    /** How many times as long as that their text may be, because of blanks and escapes. */
    private static final int TEXT_AT_MOST = 4;

    private final JsonParser parser;
    private final Budget budget;

    /** How many containers lie around the current one. */
    private int depth;

    private JsonReader(JsonParser parser, Budget budget, int depth) {
        this.parser = parser;
        this.budget = budget;
        this.depth = depth;
    }

    /**
     * Reads a text that is one object, and returns its members, each value up to {@value Frozen#MAX_DEPTH} deep. Does not
     * use the budget. But a text that is several times larger than the rest of the budget exhausts it, and the result is
     * then incomplete.
     */
    public static PropertyMap readObject(String text, Budget budget) throws MalformedJsonException {
        Budget reading = new Budget(READ_AT_MOST * budget.bytesLeft());
        if (text.length() > (long) TEXT_AT_MOST * reading.bytesLeft()) {
            budget.exhaust();
            return PropertyMap.EMPTY;
        }
        String json = JsonParsers.withoutByteOrderMark(text);
        if (!json.stripLeading().startsWith("{")) {
            throw new MalformedJsonException("it is not an object");
        }
        Object object = read(json, reading, -1);
        if (reading.exceeded()) {
            budget.exhaust();
        }
        return object instanceof PropertyMap members ? members : PropertyMap.EMPTY;
    }

    /** Reads a text that is one value. Containers use the budget; once it is exceeded, the value is incomplete. */
    public static @Nullable Object readValue(String text, Budget budget) throws MalformedJsonException {
        return readValue(text, budget, 0);
    }

    /** Reads a text that is one value below {@code depth} other containers. */
    static @Nullable Object readValue(String text, Budget budget, int depth) throws MalformedJsonException {
        return read(JsonParsers.withoutByteOrderMark(text), budget, depth);
    }

    /**
     * Reads a text that is one value below {@code depth} other containers, for a caller that keeps only a part of it. Does
     * not use the budget, but a text that is several times larger than the rest of the budget exhausts it.
     */
    static @Nullable Object readApart(String text, Budget budget, int depth) throws MalformedJsonException {
        Budget reading = new Budget(READ_AT_MOST * budget.bytesLeft());
        Object value = read(JsonParsers.withoutByteOrderMark(text), reading, depth);
        if (reading.exceeded()) {
            budget.exhaust();
        }
        return value;
    }

    private static @Nullable Object read(String text, Budget budget, int depth) throws MalformedJsonException {
        try (JsonParser parser = JsonParsers.of(SurrogateEscapes.paired(text))) {
            if (parser.nextToken() == null) {
                throw malformed(text, text.length());
            }
            Object value = new JsonReader(parser, budget, depth).value();
            if (!budget.exceeded()) {
                requireEnd(text, parser);
            }
            return value;
        } catch (JsonParseException e) {
            throw malformed(text, e.getLocation().getCharOffset());
        } catch (IOException beyondMaxNesting) {
            throw new MalformedJsonException("it is nested too deep");
        }
    }

    private static MalformedJsonException malformed(String text, long at) {
        return new MalformedJsonException(
                at < text.length() ? "syntax error at character " + (at + 1) : "it ends before the object does");
    }

    private static void requireEnd(String text, JsonParser parser) throws MalformedJsonException {
        int at = (int) parser.currentLocation().getCharOffset();
        while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at < text.length()) {
            throw new MalformedJsonException("there is more text after the object, at character " + (at + 1));
        }
    }

    private @Nullable Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT, START_ARRAY -> container();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /** As the smallest type that keeps every digit, or as text where it is too long for a number. */
    private Object number() throws IOException {
        String number = parser.getText();
        if (HugeNumbers.contain(number)) {
            return HugeNumbers.text(number);
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberValue();
        }
        try {
            return new BigDecimal(number);
        } catch (NumberFormatException exponentOutOfRange) {
            return number;
        }
    }

    private Object container() throws IOException {
        if (depth == Frozen.MAX_DEPTH) {
            parser.skipChildren();
            return Frozen.TOO_DEEP;
        }
        depth++;
        long before = budget.bytesLeft();
        budget.charge(Frozen.BRACKETS);
        Object container = parser.currentToken() == JsonToken.START_OBJECT ? object() : array();
        depth--;
        budget.settle(before, container);
        return container;
    }

    // Beyond the budget nothing more is read.

    private PropertyMap object() throws IOException {
        PropertyTable members = new PropertyTable();
        while (!budget.exceeded() && parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            budget.charge(comma(members.size()) + name.length() + Frozen.KEY_PUNCTUATION);
            parser.nextToken();
            members.set(name, part());
        }
        return PropertyMap.of(members, budget);
    }

    private FrozenList array() throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (!budget.exceeded() && parser.nextToken() != JsonToken.END_ARRAY) {
            budget.charge(comma(elements.size()));
            elements.add(part());
        }
        return new FrozenList(elements);
    }

    private static int comma(int partsBefore) {
        return partsBefore == 0 ? 0 : 1;
    }

    private @Nullable Object part() throws IOException {
        Object value = value();
        if (!Frozen.isContainer(value)) { // a container has paid for itself
            budget.charge(Frozen.bytes(value));
        }
        return value;
    }
}
