package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of an event that a log call can carry. */
enum Field {
    USER_ID(Shape.NAME, null),
    EVENT(Shape.NAME, null),
    PROPERTIES(Shape.VALUE, null),
    TIMESTAMP(Shape.VALUE, null),
    TEXT(Shape.PROSE, Kind.USER_EVENT),
    PROMPT(Shape.PROSE, Kind.LLM_EVENT),
    GENERATION(Shape.PROSE, Kind.LLM_EVENT),
    ASSISTANT_ID(Shape.NAME, null),
    LATENCY(Shape.VALUE, Kind.LLM_EVENT),
    THREAD_ID(Shape.NAME, null),
    PROMPT_EVENT_NAME(Shape.NAME, Kind.LLM_EVENT),
    GENERATION_EVENT_NAME(Shape.NAME, Kind.LLM_EVENT);

    private enum Shape {
        /** Scalars only. */
        NAME,
        /** Containers as well; the field defines their meaning. */
        VALUE,
        /** Text written by people and models. */
        PROSE
    }

    /** The last name of {@link #LATENCY}. Numbers under it are milliseconds; under the other names they are seconds. */
    static final String LATENCY_MS = "latency_ms";

    /** The end of the visible characters of ASCII. */
    private static final char DELETE = 0x7f;

    private final Shape shape;
    private final @Nullable Kind onlyKind;

    /** A null kind means that both kinds have the field. */
    Field(Shape shape, @Nullable Kind onlyKind) {
        this.shape = shape;
        this.onlyKind = onlyKind;
    }

    /**
     * Returns whether the field can use a value: a field that needs a name cannot use a map, a collection or an array.
     */
    boolean takes(Object value) {
        return shape != Shape.NAME || !isContainer(value);
    }

    /** Returns whether the field's text is a name or an ID, all of which counts. */
    boolean isName() {
        return shape == Shape.NAME;
    }

    /**
     * Returns the meaning of a text for this field, or null if it has none. Some values arrive only as text, such as
     * SLF4J's key-value pairs on Log4j2. There, the texts {@code null} and {@code Optional[x]} mean the original values.
     * Prose is used word for word.
     */
    @Nullable
    String meant(String text) {
        if (isOrdinary(text)) {
            return text;
        }
        if (text.isBlank()) {
            return null;
        }
        if (shape == Shape.PROSE) {
            return text;
        }
        String meant = this == USER_ID ? text.strip() : text;
        if (meant.equals("null")) {
            return null;
        }
        if (!meant.startsWith(OptionalText.BEGINNING)) {
            return meant;
        }
        String content = OptionalText.contentOf(meant);
        return content == null || content.equals(meant) ? content : meant(content);
    }

    /**
     * Returns whether a text has its literal meaning for every field, as nearly all have: visible characters at both ends, and
     * neither {@code null} nor an optional. Two checks replace half a dozen methods that are cold in a process that rarely
     * logs an event.
     */
    private static boolean isOrdinary(String text) {
        int length = text.length();
        if (length == 0) {
            return false;
        }
        char first = text.charAt(0);
        char last = text.charAt(length - 1);
        return first > ' ' && first < DELETE && last > ' ' && last < DELETE && first != 'n' && first != 'O';
    }

    /** Returns the field's bit in a set of fields, like {@link java.util.EnumSet}'s, but without allocation. */
    @SuppressWarnings("EnumOrdinal") // no bit outlives the log call
    long bit() {
        return 1L << ordinal();
    }

    /**
     * Returns whether the field names the user or the event, so that no placeholder may replace an unreadable value.
     */
    boolean identifies() {
        return this == USER_ID || this == EVENT;
    }

    static boolean isContainer(Object value) {
        return !(value instanceof String) // as nearly all values are
                && (value instanceof Map<?, ?>
                        || value instanceof Collection<?>
                        || value.getClass().isArray());
    }

    /** Returns whether events of that kind have this field, so that its names never become their properties. */
    boolean belongsTo(Kind kind) {
        return onlyKind == null || onlyKind == kind;
    }

    /**
     * Returns the names under which this field is read; the first one present wins. Three fields are not configurable.
     */
    List<String> names(Keys keys) {
        return switch (this) {
            case USER_ID -> keys.userId();
            case EVENT -> keys.event();
            case PROPERTIES -> keys.properties();
            case TIMESTAMP -> keys.timestamp();
            case TEXT -> keys.text();
            case PROMPT -> keys.prompt();
            case GENERATION -> keys.generation();
            case ASSISTANT_ID -> keys.assistantId();
            case LATENCY -> withMillis(keys.latency());
            case THREAD_ID -> keys.threadId();
            case PROMPT_EVENT_NAME -> List.of("prompt_event_name");
            case GENERATION_EVENT_NAME -> List.of("generation_event_name");
        };
    }

    private static List<String> withMillis(List<String> names) {
        if (names.isEmpty() || names.contains(LATENCY_MS)) {
            return names;
        }
        List<String> both = new ArrayList<>(names);
        both.add(LATENCY_MS);
        return both;
    }
}
