package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.json.JsonText;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.Freezer;
import com.trubrics.appender.internal.value.FrozenContainer;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.internal.value.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one recognised call as the types that an event needs. Tells the report about unusable fields. Has
 * Java fields instead of accessors, because every event needs all of them. Not thread-safe.
 *
 * @param <E> what events are built from
 */
final class FieldValues<E> {

    /** Limits the reading of a timestamp or latency that is neither a text nor of a known type. */
    private static final int READ_BYTES = 1_000;

    final Fields<E> fields;
    final E call;
    final long own;
    final Freezer freezer;
    final MappingReport report;

    /** The fields that the MDC may carry, see {@link Fields#around}. */
    private final long around;

    /**
     * @param fields finds the fields
     * @param call the call to read
     * @param own the fields that the call itself may carry, see {@link Fields#on}
     * @param freezer copies the values
     * @param report receives a message about each unusable field
     */
    FieldValues(Fields<E> fields, E call, long own, Freezer freezer, MappingReport report) {
        this.fields = fields;
        this.call = call;
        this.own = own;
        this.around = fields.around(call);
        this.freezer = freezer;
        this.report = report;
    }

    /** Returns whether a source may carry one of these fields, a set of {@link Field#bit}s. */
    boolean mayHave(long anyOf, Source source) {
        return (anyOf & (source == Source.CALL ? own : around)) != 0;
    }

    /** Returns whether the call itself has a field of that name. */
    boolean isOnCall(String name) {
        return fields.isOn(call, name);
    }

    /** Reads a text field from the nearest source that has it. */
    @Nullable
    String text(FieldReader<E> field) {
        String near = text(field, Source.CALL);
        return near == null ? text(field, Source.CONTEXT) : near;
    }

    /** Reads a text field from one source. Returns null if it is absent, or too large to copy. */
    @Nullable
    String text(FieldReader<E> field, Source source) {
        if (!mayHave(field.bit, source)) {
            return null;
        }
        for (String name : field.names(source)) {
            Object value = field.read(call, name, source);
            String text = value == null ? null : text(field.field(), name, value);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /**
     * Returns the user ID in a value from another source, or null if it does not identify a user.
     *
     * @param origin where the value is from, for a message
     */
    @Nullable
    String userId(String origin, Object value) {
        Object meant = value instanceof String text ? Field.USER_ID.meant(text) : value;
        return meant == null ? null : text(Field.USER_ID, origin, meant);
    }

    private @Nullable String text(Field field, String name, Object value) {
        // FieldReader has made sure that a text means something.
        String text = value instanceof String read ? read : textOf(field, name, value);
        return text == null || field != Field.USER_ID ? text : identity(name, value, text);
    }

    private @Nullable String textOf(Field field, String name, Object value) {
        String text = asText(field, name, value);
        String meant = text == null ? null : field.meant(text);
        return meant != null && field.identifies() && Unreadable.isNote(value, meant)
                ? absent(name, value, "cannot be read because its toString() throws")
                : meant;
    }

    private @Nullable String identity(String name, Object value, String text) {
        if (UserIds.isDefaultText(value, text)) {
            return absent(name, value, "is the default toString() of an object, which identifies no user");
        }
        return value instanceof String ? text : UserIds.of(value, text);
    }

    private @Nullable String absent(String name, Object value, String why) {
        unusable(Problem.BAD_FIELD, name, value, why + ": it counts as absent");
        return null;
    }

    /** Returns a value as text, a container as JSON text; null if the text is blank, or too large to copy. */
    private @Nullable String asText(Field field, String name, Object value) {
        Object frozen = field.takes(value) ? copy(field, value) : List.of();
        freezer.forget(frozen); // the text counts when the event is encoded
        if (frozen == null || freezer.exceeded()) {
            return null;
        }
        if (!field.takes(frozen)) { // records and JSON objects become containers only here
            return absent(name, value, "is not text");
        }
        String text = Field.isContainer(frozen) ? JsonText.of(frozen) : frozen.toString();
        return text.isBlank() ? null : text;
    }

    /** A name, such as a user ID, must not be cut, because it would become a different name. */
    private @Nullable Object copy(Field field, Object value) {
        return field.isName() ? freezer.freezeWhole(value) : freezer.freeze(value);
    }

    /** Returns a field from the nearest source that has it, unchanged. */
    private @Nullable Object find(FieldReader<E> field) {
        Object near = find(field, Source.CALL);
        return near == null ? find(field, Source.CONTEXT) : near;
    }

    /** Returns a field from one source, unchanged. */
    @Nullable
    Object find(FieldReader<E> field, Source source) {
        return mayHave(field.bit, source) ? field.find(call, source) : null;
    }

    /** Returns the timestamp of the call, or null if it has no usable one. */
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
                    Problem.BAD_TIMESTAMP,
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
        String begun = freezer.begin(); // the value may be of a class of the application
        try {
            return timestamps.from(read);
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    /** Returns the latency of the call, or null if it has no usable one. */
    @Nullable
    Duration latency() {
        String near = fields.latency.isAmong(own) ? fields.latency.presentName(call, Source.CALL) : null;
        if (near != null) {
            return latency(near, Source.CALL);
        }
        String far = fields.latency.isAmong(around) ? fields.latency.presentName(call, Source.CONTEXT) : null;
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
                    Problem.BAD_LATENCY,
                    name,
                    value,
                    "is not a number or duration of zero or more: the latency is left out");
        } else if (!millis && Latencies.looksLikeMillis(read, latency)) {
            unusable(
                    Problem.BAD_LATENCY,
                    name,
                    value,
                    "is longer than ten minutes, and is sent unchanged. Bare numbers are seconds: put milliseconds"
                            + " under '" + Field.LATENCY_MS + "', or log a Duration");
        }
        return latency;
    }

    /** Reads a value that is not sent and therefore does not count against the event's budget. */
    private @Nullable Object scalar(Object value) {
        return value instanceof String ? value : freezer.apart(READ_BYTES).freeze(value);
    }

    /** Never quotes the value, which may be personal data. */
    private void unusable(Problem problem, String name, Object value, String why) {
        report.problem(
                problem,
                "The field '" + name + "' (" + shape(value) + ") of a call of logger " + fields.logger(call) + " "
                        + why);
    }

    private static String shape(Object value) {
        if (value instanceof String text) {
            return "text, " + text.length() + " characters";
        }
        if (value instanceof FrozenContainer) { // a rule has read it
            return value instanceof PropertyMap ? "a JSON object" : "a JSON array";
        }
        return value.getClass().getName();
    }
}
