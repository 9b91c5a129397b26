package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings.Keys;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks fields up in a log call under their configured names. Allocates nothing, and never throws: a field that cannot
 * be read is absent. Blank texts, null and an empty {@link Optional} are absent, too. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class FieldReader<E> {

    private static final String[] UNREAD = {};

    private final LogCallReader<E> reader;
    private final Map<Field, String[]> names = new EnumMap<>(Field.class);

    FieldReader(LogCallReader<E> reader, Keys keys) {
        this.reader = reader;
        for (Field field : Field.values()) {
            names.put(field, field.names(keys).toArray(String[]::new));
        }
    }

    /** The names of a field, first present wins. Not to be changed. */
    String[] names(Field field) {
        return names.getOrDefault(field, UNREAD);
    }

    /** Whether the call carries anything of its own. */
    boolean hasOwnFields(E call) {
        try {
            return reader.hasFields(call);
        } catch (Throwable fromUserCode) {
            return false;
        }
    }

    /** The field in the nearest source that has it. */
    @Nullable
    Object find(E call, Field field) {
        Object own = find(call, field, Source.CALL);
        return own != null ? own : find(call, field, Source.CONTEXT);
    }

    /** The field in one source, under the first of its names that has a usable value. */
    @Nullable
    Object find(E call, Field field, Source source) {
        for (String name : names(field)) {
            Object value = read(call, name, source);
            if (value != null && field.takes(value)) {
                return value;
            }
        }
        return null;
    }

    /** The first of a field's names under which a source has a usable value. */
    @Nullable
    String presentName(E call, Field field, Source source) {
        for (String name : names(field)) {
            Object value = read(call, name, source);
            if (value != null && field.takes(value)) {
                return name;
            }
        }
        return null;
    }

    /** One name in one source. */
    @Nullable
    Object read(E call, String name, Source source) {
        try {
            Object value = source == Source.CALL ? reader.field(call, name) : reader.contextValue(call, name);
            while (value instanceof Optional<?> optional) {
                value = optional.orElse(null);
            }
            return value instanceof String text && text.isBlank() ? null : value;
        } catch (Throwable fromUserCode) {
            // An application's own Map stands behind an ObjectMessage: TreeMap<Integer, ?>.get("event") throws.
            return null;
        }
    }
}
