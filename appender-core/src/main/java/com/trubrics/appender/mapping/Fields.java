package com.trubrics.appender.mapping;

import com.trubrics.appender.config.MappingSettings.Keys;

/**
 * A reader for each {@link Field}, under the names of one configuration. Fields rather than a map, because every log
 * call looks for some of them. Thread-safe.
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

    private final LogCallReader<E> reader;

    Fields(LogCallReader<E> reader, Keys keys) {
        this.reader = reader;
        userId = new FieldReader<>(reader, Field.USER_ID, keys);
        event = new FieldReader<>(reader, Field.EVENT, keys);
        properties = new FieldReader<>(reader, Field.PROPERTIES, keys);
        timestamp = new FieldReader<>(reader, Field.TIMESTAMP, keys);
        text = new FieldReader<>(reader, Field.TEXT, keys);
        prompt = new FieldReader<>(reader, Field.PROMPT, keys);
        generation = new FieldReader<>(reader, Field.GENERATION, keys);
        assistantId = new FieldReader<>(reader, Field.ASSISTANT_ID, keys);
        latency = new FieldReader<>(reader, Field.LATENCY, keys);
        threadId = new FieldReader<>(reader, Field.THREAD_ID, keys);
        promptEventName = new FieldReader<>(reader, Field.PROMPT_EVENT_NAME, keys);
        generationEventName = new FieldReader<>(reader, Field.GENERATION_EVENT_NAME, keys);
    }

    /** The call's logger, as a message can show it. */
    String logger(E call) {
        return Excerpt.of(reader.loggerName(call));
    }

    /** Whether the call carries anything of its own. Never throws. */
    boolean areOn(E call) {
        try {
            return reader.hasFields(call);
        } catch (Throwable fromUserCode) {
            return false;
        }
    }
}
