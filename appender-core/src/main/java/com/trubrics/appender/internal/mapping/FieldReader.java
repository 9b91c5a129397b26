package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.spi.LogCallReader;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks up one field of a log call under its configured names. Allocates nothing, and never throws: a field that cannot
 * be read is absent. Blank texts, null and an empty {@link Optional} are absent, too; {@link Field#meant} decides
 * about other texts. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class FieldReader<E> {

    /** The field in a set of fields, see {@link Field#bit}. */
    final long bit;

    private final LogCallReader<E> reader;
    private final Field field;
    private final String[] ownNames;
    private final String[] contextNames;

    /**
     * @param own the names of fields on the call itself
     * @param context the names of fields in the MDC
     */
    FieldReader(LogCallReader<E> reader, Field field, Keys own, Keys context) {
        this.reader = reader;
        this.field = field;
        this.bit = field.bit();
        this.ownNames = field.names(own).toArray(String[]::new);
        this.contextNames = field.names(context).toArray(String[]::new);
    }

    /** Returns the names under which a source is read; the first one present wins. Do not modify the array. */
    String[] names(Source source) {
        return source == Source.CALL ? ownNames : contextNames;
    }

    /** Returns the names that the user has configured for the field. Do not modify the array. */
    String[] names() {
        return contextNames;
    }

    Field field() {
        return field;
    }

    /** Returns whether the call itself may have the field; see {@link Fields#on}. */
    boolean isAmong(long own) {
        return (own & bit) != 0;
    }

    /** Returns whether the call itself has one of the names as a key, whatever its value. */
    boolean isOn(E call) {
        for (String name : ownNames) {
            if (has(call, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(E call, String name) {
        try {
            return reader.hasField(call, name);
        } catch (Throwable fromUserCode) {
            return false;
        }
    }

    /** Returns the value in one source, under the first name with a usable value. */
    @Nullable
    Object find(E call, Source source) {
        for (String name : names(source)) {
            Object value = read(call, name, source);
            if (value instanceof String || (value != null && field.takes(value))) { // every field takes a text
                return value;
            }
        }
        return null;
    }

    /** Returns the first name under which a source has a usable value. */
    @Nullable
    String presentName(E call, Source source) {
        for (String name : names(source)) {
            Object value = read(call, name, source);
            if (value != null && field.takes(value)) {
                return name;
            }
        }
        return null;
    }

    /** Looks up one name in one source, whether or not the field can use the value. */
    @Nullable
    Object read(E call, String name, Source source) {
        try {
            Object value = source == Source.CALL ? reader.field(call, name) : reader.contextValue(call, name);
            while (value instanceof Optional<?> optional) {
                value = optional.orElse(null);
            }
            if (value instanceof String text) {
                return field.meant(text);
            }
            return value == null || isEmpty(value) ? null : value;
        } catch (Throwable fromUserCode) {
            // An ObjectMessage may contain the application's own Map: TreeMap<Integer, ?>.get("event") throws.
            return null;
        }
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof OptionalDouble real && real.isEmpty())
                || (value instanceof OptionalLong whole && whole.isEmpty())
                || (value instanceof OptionalInt small && small.isEmpty());
    }
}
