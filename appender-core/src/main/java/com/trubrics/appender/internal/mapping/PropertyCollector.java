package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.report.Problem;
import com.trubrics.appender.internal.value.JsonReader;
import com.trubrics.appender.internal.value.MalformedJsonException;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import com.trubrics.appender.internal.value.ReentrancyGuard;
import com.trubrics.appender.spi.LogCallReader;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the properties of recognised calls, source by source in the order of precedence: later wins. Thread-safe.
 *
 * @param <E> the framework's log event
 */
final class PropertyCollector<E> {

    private static final String BAD_PROPERTIES = "properties";

    /** The fields that become properties of user events, or hold some. */
    private static final long OF_USER_EVENTS =
            Field.PROPERTIES.bit() | Field.TEXT.bit() | Field.THREAD_ID.bit() | Field.ASSISTANT_ID.bit();

    /** The same for LLM events. */
    private static final long OF_LLM_EVENTS = Field.PROPERTIES.bit() | Field.EVENT.bit();

    private final PropertyRules rules;
    private final Trimming trimming;
    private final LogCallReader<E> reader;

    PropertyCollector(PropertyRules rules, Trimming trimming, LogCallReader<E> reader) {
        this.rules = rules;
        this.trimming = trimming;
        this.reader = reader;
    }

    PropertyMap collect(FieldValues<E> values, Decision decision) {
        PropertyMapBuilder properties = new PropertyMapBuilder(values.freezer);
        boolean user = decision.kind == Kind.USER_EVENT;
        PropertyNames names = user ? rules.ofUserEvents : rules.ofLlmEvents;
        long fields = user ? OF_USER_EVENTS : OF_LLM_EVENTS;
        if (rules.addsToEvents) {
            putWhatEventsGet(values, properties);
        }
        if (rules.includesMdc || values.mayHave(fields | Fields.PREFIXED, Source.CONTEXT)) {
            putContext(values, names, properties);
            putContextObject(values, names, properties);
            putFields(values, decision, Source.CONTEXT, properties);
        }
        if (values.mayHave(fields, Source.CALL)) {
            putObject(values, Source.CALL, properties);
            putOwn(values, names, properties);
            putFields(values, decision, Source.CALL, properties);
        } else if (values.own != 0) {
            putOwn(values, names, properties);
        }
        trimming.exclude(properties); // now, so that the values are not even read
        return properties.build();
    }

    private void putWhatEventsGet(FieldValues<E> values, PropertyMapBuilder properties) {
        properties.putAll(rules.fixed);
        if (rules.details.context()) {
            putLogContext(values.call, properties);
        }
        if (rules.details.exception()) {
            putException(values, properties);
        }
    }

    private void putLogContext(E call, PropertyMapBuilder properties) {
        properties.put("log_level", reader.levelName(call));
        properties.put("logger_name", reader.loggerName(call));
        properties.put("thread_name", reader.threadName(call));
    }

    private void putException(FieldValues<E> values, PropertyMapBuilder properties) {
        String begun = values.freezer.begin(); // the exception or its message may run the application
        try {
            LoggedException exception = LoggedException.of(reader, values.call);
            if (exception != null) {
                properties.put("exception", exception.type());
                String message = exception.message();
                if (message != null) {
                    properties.put("exception_message", message);
                }
            }
        } catch (Throwable fromUserCode) {
            tellUnreadable(values, fromUserCode);
        } finally {
            ReentrancyGuard.end(begun);
        }
    }

    /** Visits the MDC twice if both kinds are configured, because a prefixed key wins in any order. */
    private void putContext(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        try {
            if (rules.includesMdc) {
                reader.forEachContextValue(values.call, new IncludedKeys(names, properties));
            }
            if (values.mayHave(Fields.PREFIXED, Source.CONTEXT)) {
                reader.forEachContextValue(values.call, new PrefixedKeys(names, properties));
            }
        } catch (Throwable fromUserCode) {
            tellUnreadable(values, fromUserCode);
        }
    }

    private void putOwn(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        try {
            reader.forEachField(values.call, new OwnFields<>(values, names, properties));
        } catch (Throwable fromUserCode) {
            tellUnreadable(values, fromUserCode);
        }
    }

    // Records instead of lambdas: a capturing lambda runs half a dozen methods of the JDK that nothing else uses, so
    // they are cold when events are rare. They declare names as objects: otherwise each would have two methods, one
    // calling
    // the other, and the JVM would compile both. A name may be null: SLF4J allows addKeyValue(null, ...), and Log4j2
    // before
    // 2.24 allowed ThreadContext.put(null, ...). A null name must not affect the other fields.

    private record IncludedKeys(PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<@Nullable Object, @Nullable Object> {
        @Override
        public void accept(@Nullable Object key, @Nullable Object value) {
            put(key instanceof String name ? names.included.get(name) : PropertyNames.NONE, value, properties);
        }
    }

    private record PrefixedKeys(PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<@Nullable Object, @Nullable Object> {
        @Override
        public void accept(@Nullable Object key, @Nullable Object value) {
            put(key instanceof String name ? names.prefixed(name) : PropertyNames.NONE, value, properties);
        }
    }

    private record OwnFields<E>(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<@Nullable Object, @Nullable Object> {
        @Override
        public void accept(@Nullable Object field, @Nullable Object value) {
            String property = field instanceof String name ? names.own.get(name) : PropertyNames.NONE;
            if (!property.isEmpty() && (property.equals(field) || !hasBareName(property))) {
                properties.put(property, value);
            }
        }

        /** The bare name wins over the one with the prefix, because Log4j2 does not keep the order of fields. */
        private boolean hasBareName(String property) {
            return values.isOnCall(property) && property.equals(names.own.get(property));
        }
    }

    private static void put(String name, @Nullable Object value, PropertyMapBuilder properties) {
        if (!name.isEmpty()) {
            properties.put(name, value);
        }
    }

    private void tellUnreadable(FieldValues<E> values, Throwable fromUserCode) {
        values.report.problem(
                Problem.BAD_FIELD,
                "Not all fields of a call could be read ("
                        + fromUserCode.getClass().getName() + "), so its event lacks some properties");
    }

    /** Returns the MDC's {@code properties} without excluded members. */
    private void putContextObject(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        if (!rules.excludesMdc) {
            putObject(values, Source.CONTEXT, properties);
            return;
        }
        PropertyMapBuilder object = new PropertyMapBuilder(values.freezer);
        putObject(values, Source.CONTEXT, object);
        PropertyMap all = object.build();
        values.freezer.forget(all); // properties count when all of them are known
        all.forEach((name, value) -> {
            if (names.members.get(name)) {
                properties.put(name, value);
            }
        });
    }

    /** Reads the source's {@code properties}: a map or another object, such as a record, or a JSON object as text. */
    private void putObject(FieldValues<E> values, Source source, PropertyMapBuilder properties) {
        Object value = values.find(values.fields.properties, source);
        if (value instanceof Map<?, ?> map) {
            properties.putAll(map);
        } else if (value != null) {
            Object frozen = values.freezer.freezeWhole(value); // it may be JSON
            values.freezer.forget(frozen); // properties count when all of them are known
            if (frozen instanceof PropertyMap object) {
                properties.putAll(object);
            } else if (frozen instanceof String text) {
                putObjectText(values, text, properties);
            } else if (frozen != null) {
                putBadProperties(values, frozen, "it is a " + value.getClass().getName(), properties);
            }
        }
    }

    private void putObjectText(FieldValues<E> values, String text, PropertyMapBuilder properties) {
        try {
            properties.putAll(JsonReader.readObject(text, values.freezer));
        } catch (MalformedJsonException malformed) {
            putBadProperties(values, text, malformed.getMessage(), properties);
        }
    }

    private void putBadProperties(
            FieldValues<E> values, Object frozen, @Nullable String wrong, PropertyMapBuilder properties) {
        properties.put(BAD_PROPERTIES, frozen);
        values.report.problem(
                Problem.BAD_PROPERTIES,
                "The field '" + values.fields.properties.names()[0]
                        + "' is neither a map nor a JSON object as text (" + wrong
                        + "): it is sent unchanged, as property '" + BAD_PROPERTIES + "'");
    }

    /** Adds fields of that source that are sent as properties; they win over other properties of the same source. */
    private void putFields(FieldValues<E> values, Decision decision, Source source, PropertyMapBuilder properties) {
        Fields<E> fields = values.fields;
        switch (decision.kind) {
            case USER_EVENT -> {
                putText("$text", values.text(fields.text, source), properties);
                putText("$thread_id", values.text(fields.threadId, source), properties);
                putText("$assistant_id", values.text(fields.assistantId, source), properties);
            }
            case LLM_EVENT -> {
                if (decision.source == source) {
                    putText("event", values.text(fields.event, source), properties);
                }
            }
        }
    }

    private static void putText(String property, @Nullable String text, PropertyMapBuilder properties) {
        if (text != null) {
            properties.put(property, text);
        }
    }
}
