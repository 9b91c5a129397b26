package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings;
import com.trubrics.appender.internal.config.MappingSettings.Keys;
import com.trubrics.appender.internal.report.SafeText;
import com.trubrics.appender.spi.LogCallReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Has a reader for each {@link Field}, with the names of one configuration. They are Java fields instead of a map,
 * because every log call needs some of them. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class Fields<E> {

    final FieldReader<E> userId;
    final FieldReader<E> event;
    final FieldReader<E> properties;
    final FieldReader<E> timestamp;
    final FieldReader<E> text;
    final FieldReader<E> prompt;
    final FieldReader<E> generation;
    final FieldReader<E> assistantId;
    final FieldReader<E> latency;
    final FieldReader<E> threadId;
    final FieldReader<E> promptEventName;
    final FieldReader<E> generationEventName;

    /** A bit that every name has, so that the set is not empty for a call whose fields are all unknown. */
    private static final long ANY = 1L << (Long.SIZE - 1);

    /** The bit of keys in the MDC that have the prefix of properties. */
    static final long PREFIXED = ANY >>> 1;

    private final LogCallReader<E> reader;
    private final Bits ownBits;
    private final Bits contextBits;

    Fields(LogCallReader<E> reader, MappingSettings settings) {
        this(reader, settings.keys(), settings);
    }

    /**
     * @param own the names of fields on the call itself
     * @param settings the names of fields in the MDC, and the prefix of properties there
     */
    Fields(LogCallReader<E> reader, Keys own, MappingSettings settings) {
        Keys context = settings.keys();
        this.reader = reader;
        this.ownBits = Bits.of(own, "");
        this.contextBits = Bits.of(context, settings.properties().prefix());
        userId = new FieldReader<>(reader, Field.USER_ID, own, context);
        event = new FieldReader<>(reader, Field.EVENT, own, context);
        properties = new FieldReader<>(reader, Field.PROPERTIES, own, context);
        timestamp = new FieldReader<>(reader, Field.TIMESTAMP, own, context);
        text = new FieldReader<>(reader, Field.TEXT, own, context);
        prompt = new FieldReader<>(reader, Field.PROMPT, own, context);
        generation = new FieldReader<>(reader, Field.GENERATION, own, context);
        assistantId = new FieldReader<>(reader, Field.ASSISTANT_ID, own, context);
        latency = new FieldReader<>(reader, Field.LATENCY, own, context);
        threadId = new FieldReader<>(reader, Field.THREAD_ID, own, context);
        promptEventName = new FieldReader<>(reader, Field.PROMPT_EVENT_NAME, own, context);
        generationEventName = new FieldReader<>(reader, Field.GENERATION_EVENT_NAME, own, context);
    }

    /** Returns the call's logger in a form that is safe in a message. */
    String logger(E call) {
        return SafeText.quoted(reader.loggerName(call));
    }

    /** Returns whether the call itself has a field of that name. Throws what a map of the application throws. */
    boolean isOn(E call, String name) {
        return reader.hasField(call, name);
    }

    /**
     * The fields that a name stands for. Takes names as objects, so that it has one method and not a second that calls it.
     *
     * @param prefix of the names that have the bit {@link #PREFIXED}; empty for none
     */
    private record Bits(Map<String, Long> byName, String prefix) implements ToLongFunction<@Nullable Object> {

        static Bits of(Keys keys, String prefix) {
            Map<String, Long> bits = new HashMap<>();
            for (Field field : Field.values()) {
                field.names(keys).forEach(name -> bits.merge(name, ANY | field.bit(), (one, other) -> one | other));
            }
            return new Bits(bits, prefix);
        }

        @Override
        public long applyAsLong(@Nullable Object name) {
            Long known = byName.get(name);
            long bits = known == null ? ANY : known;
            boolean prefixed = !prefix.isEmpty() && name instanceof String key && key.startsWith(prefix);
            return prefixed ? bits | PREFIXED : bits;
        }
    }

    /**
     * Returns the fields that the call itself may carry, as a set of {@link Field#bit}s; 0 if it carries no field.
     * Computed once for each call, because most calls carry few of the many fields. Never throws.
     */
    long on(E call) {
        try {
            return reader.ownFields(call, ownBits);
        } catch (Throwable fromUserCode) {
            return 0;
        }
    }

    /**
     * Returns the fields that the call's MDC may carry, as {@link #on} does, and {@link #PREFIXED}. One visit of all its
     * keys replaces a lookup of each name that an event could have. Never throws.
     */
    long around(E call) {
        try {
            return reader.contextFields(call, contextBits);
        } catch (Throwable fromUserCode) {
            return -1L; // the map of another library may still know its keys
        }
    }
}
