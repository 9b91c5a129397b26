package com.trubrics.appender.mapping;

import com.trubrics.appender.json.JsonText;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.value.Freezer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one recognised call as the types that an event wants. Tells the report about those that cannot be used.
 *
 * @param fields finds them
 * @param call whose fields
 * @param hasOwn whether the call carries any of its own
 * @param freezer copies them
 * @param report hears of unusable ones
 */
record FieldValues<E>(Fields<E> fields, E call, boolean hasOwn, Freezer freezer, MappingReport report) {

    /** A text field in the nearest source that has it. */
    @Nullable
    String text(FieldReader<E> field) {
        String own = text(field, Source.CALL);
        return own != null ? own : text(field, Source.CONTEXT);
    }

    /** A text field in one source; null if it is absent, or too large to copy. */
    @Nullable
    String text(FieldReader<E> field, Source source) {
        if (isEmpty(source)) {
            return null;
        }
        for (String name : field.names()) {
            Object value = field.read(call, name, source);
            if (value != null && !field.takes(value)) {
                report.trouble(
                        Trouble.BAD_FIELD,
                        "The field '" + name + "' holds a " + value.getClass().getName()
                                + " where a text is wanted: it counts as absent");
            } else if (value != null) {
                String text = asText(value);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    /** A text as it is; null if it is blank, or too large to copy. */
    @Nullable
    String copy(@Nullable String text) {
        return text == null || text.isBlank() ? null : asText(text);
    }

    /** A value that was read, as text, containers as JSON; null if that is blank, or too large to copy. */
    private @Nullable String asText(Object value) {
        Object frozen = freezer.freeze(value);
        if (frozen == null || freezer.exceeded()) {
            return null;
        }
        if (frozen == value && frozen instanceof String text) {
            return text; // as nearly all are; whoever read it has looked for blanks, which takes as long as all of this
        }
        String text =
                frozen instanceof Map<?, ?> || frozen instanceof List<?> ? JsonText.of(frozen) : frozen.toString();
        return text.isBlank() ? null : text;
    }

    /** A field in the nearest source that has it, as it is. */
    @Nullable
    Object find(FieldReader<E> field) {
        Object own = find(field, Source.CALL);
        return own != null ? own : find(field, Source.CONTEXT);
    }

    /** A field in one source, as it is. */
    @Nullable
    Object find(FieldReader<E> field, Source source) {
        return isEmpty(source) ? null : field.find(call, source);
    }

    private boolean isEmpty(Source source) {
        return source == Source.CALL && !hasOwn;
    }

    /** The moment that the call names; null if it names none that can be used. */
    @Nullable
    Instant timestamp() {
        Object value = find(fields.timestamp);
        if (value == null) {
            return null;
        }
        Instant instant = value instanceof TemporalAccessor temporal
                ? Timestamps.from(temporal)
                : freezer.freeze(value) instanceof String text ? Timestamps.parse(text) : null;
        if (instant == null) {
            unusable(
                    Trouble.BAD_TIMESTAMP,
                    fields.timestamp,
                    value,
                    "is no ISO-8601 instant or offset date-time between the years 0 and 9999: the log event's own time"
                            + " is used");
        }
        return instant;
    }

    /** The latency that the call names; null if it names none that can be used. */
    @Nullable
    Duration latency() {
        Object value = find(fields.latency);
        if (value == null) {
            return null;
        }
        Duration latency = Latencies.from(value instanceof Duration ? value : freezer.freeze(value));
        if (latency == null) {
            unusable(
                    Trouble.BAD_LATENCY,
                    fields.latency,
                    value,
                    "is no usable number of seconds and no ISO-8601 duration: it is left out");
        }
        return latency;
    }

    private void unusable(Trouble trouble, FieldReader<E> field, Object value, String why) {
        String seen = Field.isContainer(value)
                ? "a " + value.getClass().getName()
                : "'" + Excerpt.of(String.valueOf(freezer.freeze(value))) + "'";
        report.trouble(trouble, "The field '" + field.names()[0] + "' " + why + "; seen: " + seen);
    }
}
