package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.config.MappingSettings.Keys;
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

    private final LogCallReader<E> reader;
    private final Map<String, Long> bits = new HashMap<>();
    private final ToLongFunction<@Nullable String> bitsOf = this::bitsOf;

    Fields(LogCallReader<E> reader, Keys keys) {
        this(reader, keys, keys);
    }

    /**
     * @param own the names of fields on the call itself
     * @param context the names of fields in the MDC
     */
    Fields(LogCallReader<E> reader, Keys own, Keys context) {
        this.reader = reader;
        for (Field field : Field.values()) {
            field.names(own).forEach(name -> bits.merge(name, ANY | field.bit(), (one, other) -> one | other));
        }
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
        return Excerpt.of(reader.loggerName(call));
    }

    private long bitsOf(@Nullable String name) {
        Long known = bits.get(name);
        return known == null ? ANY : known;
    }

    /**
     * Returns the fields that the call itself may carry, as a set of {@link Field#bit}s; 0 if it carries no field.
     * Computed once for each call, because most calls carry few of the many fields. Never throws.
     */
    long on(E call) {
        try {
            return reader.ownFields(call, bitsOf);
        } catch (Throwable fromUserCode) {
            return 0;
        }
    }
}
