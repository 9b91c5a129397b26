package com.trubrics.appender.mapping;

import com.trubrics.appender.json.JsonText;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.value.Freezer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one recognised call as the types that an event wants. Tells the report about those that cannot be used.
 *
 * @param fields finds them
 * @param call whose fields
 * @param own which of them the call itself may carry, see {@link Fields#on}
 * @param freezer copies them
 * @param report hears of unusable ones
 */
record FieldValues<E>(Fields<E> fields, E call, long own, Freezer freezer, MappingReport report) {

    /** Bounds the reading of a timestamp or latency that is neither text nor a type of its own. */
    private static final int READ_BYTES = 1_000;

    /** A text field in the nearest source that has it. */
    @Nullable
    String text(FieldReader<E> field) {
        String near = text(field, Source.CALL);
        return near != null ? near : text(field, Source.CONTEXT);
    }

    /** A text field in one source; null if it is absent, or too large to copy. */
    @Nullable
    String text(FieldReader<E> field, Source source) {
        if (isAbsent(field, source)) {
            return null;
        }
        for (String name : field.names()) {
            Object value = field.read(call, name, source);
            String text = value == null ? null : text(field.field(), name, value);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable String text(Field field, String name, Object value) {
        String text = asText(field, name, value);
        if (text == null) {
            return null;
        }
        String meant = text == value ? text : field.meant(text); // texts were checked when they were read
        return meant == null || !field.identifies() ? meant : identity(field, name, value, meant);
    }

    private @Nullable String identity(Field field, String name, Object value, String text) {
        if (Freezer.isUnreadable(value, text)) {
            return absent(name, value, "cannot be read because its toString() throws");
        }
        if (field != Field.USER_ID) {
            return text;
        }
        return UserIds.isDefaultText(value, text)
                ? absent(name, value, "is the default toString() of an object, which identifies nobody")
                : UserIds.of(value, text);
    }

    private @Nullable String absent(String name, Object value, String why) {
        unusable(Trouble.BAD_FIELD, name, value, why + ": it counts as absent");
        return null;
    }

    /** A text as it is; null if it is blank. */
    @Nullable
    String copy(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** A value that was read, as text, containers as JSON; null if that is blank, or too large to copy. */
    private @Nullable String asText(Field field, String name, Object value) {
        if (value instanceof String text) {
            return text; // as nearly all are; whoever read it has looked for blanks, which takes as long as all of this
        }
        Object frozen = field.takes(value) ? freezer.freeze(value) : List.of();
        freezer.forget(frozen); // the text counts, as all of the event does when it is encoded
        if (frozen == null || freezer.exceeded()) {
            return null;
        }
        if (!field.takes(frozen)) { // a record or a JSON object is a container only now
            return absent(name, value, "is not text");
        }
        String text = Field.isContainer(frozen) ? JsonText.of(frozen) : frozen.toString();
        return text.isBlank() ? null : text;
    }

    /** A field in the nearest source that has it, as it is. */
    @Nullable
    Object find(FieldReader<E> field) {
        Object near = find(field, Source.CALL);
        return near != null ? near : find(field, Source.CONTEXT);
    }

    /** A field in one source, as it is. */
    @Nullable
    Object find(FieldReader<E> field, Source source) {
        return isAbsent(field, source) ? null : field.find(call, source);
    }

    private boolean isAbsent(FieldReader<E> field, Source source) {
        return source == Source.CALL && !field.isAmong(own);
    }

    /** Whether the call carries anything of its own. */
    boolean hasOwn() {
        return own != 0;
    }

    /** The moment that the call names; null if it names none that can be used. */
    @Nullable
    Instant timestamp(Timestamps timestamps) {
        Object value = find(fields.timestamp);
        if (value == null) {
            return null;
        }
        Object read = Timestamps.isMoment(value) ? value : scalar(value);
        Instant instant = moment(timestamps, read);
        if (instant == null) {
            unusable(
                    Trouble.BAD_TIMESTAMP,
                    fields.timestamp.names()[0],
                    value,
                    timestamps.lacksUnit(read)
                            ? "is a number of unknown unit: set the option timestampUnit to s or ms. The log event's"
                                    + " own time is used"
                            : "is not a point in time of the years 1 to 9999, such as an Instant or an ISO-8601 date"
                                    + " and time with an offset: the log event's own time is used");
        }
        return instant;
    }

    private @Nullable Instant moment(Timestamps timestamps, @Nullable Object read) {
        boolean began = freezer.begin(); // it may be a class of the application
        try {
            return timestamps.from(read);
        } finally {
            freezer.end(began);
        }
    }

    /** The latency that the call names; null if it names none that can be used. */
    @Nullable
    Duration latency() {
        String near = fields.latency.isAmong(own) ? fields.latency.presentName(call, Source.CALL) : null;
        if (near != null) {
            return latency(near, Source.CALL);
        }
        String far = fields.latency.presentName(call, Source.CONTEXT);
        return far == null ? null : latency(far, Source.CONTEXT);
    }

    private @Nullable Duration latency(String name, Source source) {
        Object value = fields.latency.read(call, name, source);
        if (value == null) {
            return null;
        }
        boolean millis = name.equals(Field.LATENCY_MS);
        Object read = value instanceof Duration ? value : scalar(value);
        Duration latency = Latencies.from(read, millis ? Latencies.Unit.MILLIS : Latencies.Unit.SECONDS);
        if (latency == null) {
            unusable(
                    Trouble.BAD_LATENCY,
                    name,
                    value,
                    "is not a number or duration from zero up: the latency is left out");
        } else if (!millis && Latencies.looksLikeMillis(read, latency)) {
            unusable(
                    Trouble.BAD_LATENCY,
                    name,
                    value,
                    "is longer than ten minutes, and is sent like that. Bare numbers are seconds: put milliseconds"
                            + " under '" + Field.LATENCY_MS + "', or log a Duration");
        }
        return latency;
    }

    /** Reads a value that is not sent, so it does not count against the event's budget. */
    private @Nullable Object scalar(Object value) {
        return value instanceof String ? value : freezer.apart(READ_BYTES).freeze(value);
    }

    /** Never quotes the value, which may be personal data. */
    private void unusable(Trouble trouble, String name, Object value, String why) {
        String shape = value instanceof String text
                ? "text, " + text.length() + " characters"
                : value.getClass().getName();
        report.trouble(
                trouble,
                "The field '" + name + "' (" + shape + ") of a call of logger " + fields.logger(call) + " " + why);
    }
}
