package com.trubrics.appender.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into frozen values: what {@link Freezer} makes of a map, a list and so on. Numbers keep their digits:
 * whole ones become {@link Integer}, {@link Long} or {@link java.math.BigInteger}, others {@link java.math.BigDecimal}. Of duplicate names
 * the last wins. A byte order mark at the beginning is ignored. One thread at a time.
 *
 * <p>Ours, because a reader of a library has bounds of its own on depth, names and numbers, and it costs the thread that
 * logs more: in a service that logs few events this code is never compiled.
 */
public final class JsonReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** How many budgets the values may take: those that are replaced later do not count in the end. */
    private static final int READ_AT_MOST = 4;

    /** How many times as long as that their text may be, because of blanks and escapes. */
    private static final int TEXT_AT_MOST = 4;

    private final JsonScanner text;
    private final Freezer freezer;

    /** How many containers lie around the current one. */
    private int depth;

    private JsonReader(String text, Freezer freezer, int depth) {
        this.text = new JsonScanner(text);
        this.freezer = freezer;
        this.depth = depth;
        if (this.text.next() == BYTE_ORDER_MARK) {
            this.text.skip();
        }
    }

    /**
     * The members of the one object that the text is, each value up to {@link Freezer#MAX_DEPTH} deep. Uses no budget;
     * but a text that is several times larger than what is left exhausts it, and the result is incomplete.
     */
    public static PropertyMap readObject(String text, Freezer freezer) throws MalformedJsonException {
        Freezer reading = new Freezer((int) Math.min((long) READ_AT_MOST * freezer.bytesLeft(), Integer.MAX_VALUE));
        if (text.length() > (long) TEXT_AT_MOST * reading.bytesLeft()) {
            freezer.exhaust();
            return PropertyMap.EMPTY;
        }
        JsonReader reader = new JsonReader(text, reading, -1);
        reader.text.skipBlanks();
        if (reader.text.next() != '{') {
            throw new MalformedJsonException("it is not an object");
        }
        PropertyMap object = (PropertyMap) reader.container();
        if (reading.exceeded()) {
            freezer.exhaust();
        } else {
            reader.text.requireEnd();
        }
        return object;
    }

    /** The one value that the text is. Its containers use the budget; once it is exceeded, the value is incomplete. */
    static @Nullable Object readValue(String text, Freezer freezer) throws MalformedJsonException {
        JsonReader reader = new JsonReader(text, freezer, freezer.depth());
        Object value = reader.value();
        if (!freezer.exceeded()) {
            reader.text.requireEnd();
        }
        return value;
    }

    private @Nullable Object value() throws MalformedJsonException {
        text.skipBlanks();
        return switch (text.next()) {
            case '{', '[' -> container();
            case '"' -> text.string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> text.number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object meaning) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            text.require(word.charAt(i));
        }
        return meaning;
    }

    private Object container() throws MalformedJsonException {
        if (depth == Freezer.MAX_DEPTH) {
            skipContainer();
            return Freezer.TOO_DEEP;
        }
        depth++;
        long before = freezer.bytesLeft();
        freezer.charge(Frozen.BRACKETS);
        Object container = text.next() == '{' ? object() : array();
        depth--;
        freezer.settle(before, container);
        return container;
    }

    private PropertyMap object() throws MalformedJsonException {
        PropertyTable members = new PropertyTable();
        if (hasFirst('}')) {
            do {
                text.skipBlanks();
                String name = text.string();
                freezer.charge(name.length() + Frozen.KEY_PUNCTUATION);
                text.skipBlanks();
                text.require(':');
                members.set(name, part());
            } while (hasNext('}'));
        }
        return PropertyMap.of(members, freezer);
    }

    private FrozenList array() throws MalformedJsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        if (hasFirst(']')) {
            do {
                elements.add(part());
            } while (hasNext(']'));
        }
        return new FrozenList(elements);
    }

    private @Nullable Object part() throws MalformedJsonException {
        Object value = value();
        if (!Frozen.isContainer(value)) { // a container has paid for itself
            freezer.charge(Frozen.bytes(value));
        }
        return value;
    }

    /** Whether something follows the opening bracket, and not the end. */
    private boolean hasFirst(char end) {
        text.skip();
        text.skipBlanks();
        if (text.next() == end) {
            text.skip();
            return false;
        }
        return true;
    }

    /** Whether a comma follows, and not the end. Beyond the budget nothing follows. */
    private boolean hasNext(char end) throws MalformedJsonException {
        if (freezer.exceeded()) {
            return false;
        }
        text.skipBlanks();
        if (text.next() == end) {
            text.skip();
            return false;
        }
        text.require(',');
        freezer.charge(1);
        return true;
    }

    /** To the end of a container that is cut. What is inside is not checked. */
    private void skipContainer() throws MalformedJsonException {
        int open = 0;
        do {
            switch (text.next()) {
                case '{', '[' -> open++;
                case '}', ']' -> open--;
                case '"' -> {
                    text.string();
                    continue;
                }
                case JsonScanner.END -> throw text.syntaxError();
                default -> {}
            }
            text.skip();
        } while (open > 0);
    }
}
