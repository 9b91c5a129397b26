package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.internal.event.Trimming;
import com.trubrics.appender.internal.report.Trouble;
import com.trubrics.appender.internal.value.MalformedJsonException;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
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

    private final PropertyRules rules;
    private final Trimming trimming;
    private final LogCallReader<E> reader;

    PropertyCollector(PropertyRules rules, Trimming trimming, LogCallReader<E> reader) {
        this.rules = rules;
        this.trimming = trimming;
        this.reader = reader;
    }

    PropertyMap collect(FieldValues<E> values, Decision decision) {
        PropertyMapBuilder properties = PropertyMapBuilder.copyingWhenBuilt(values.freezer());
        PropertyNames names = rules.namesFor(decision.kind());
        properties.putAll(rules.fixed());
        if (rules.details().context()) {
            putLogContext(values.call(), properties);
        }
        if (rules.details().exception()) {
            putException(values, properties);
        }
        putContext(values, names, properties);
        putContextObject(values, names, properties);
        putFields(values, decision, Source.CONTEXT, properties);
        if (values.hasOwn()) {
            putObject(values, Source.CALL, properties);
            putOwn(values, names, properties);
            putFields(values, decision, Source.CALL, properties);
        }
        trimming.exclude(properties); // now, so that the values are not even read
        return properties.build();
    }

    private void putLogContext(E call, PropertyMapBuilder properties) {
        properties.put("log_level", reader.levelName(call));
        properties.put("logger_name", reader.loggerName(call));
        properties.put("thread_name", reader.threadName(call));
    }

    private void putException(FieldValues<E> values, PropertyMapBuilder properties) {
        boolean began =
                values.freezer().begin(); // an exception, or a message with parameters, may be the application's
        try {
            LoggedException exception = LoggedException.of(reader, values.call());
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
            values.freezer().end(began);
        }
    }

    /** Visits the MDC twice if both kinds are configured, because a prefixed key wins, whatever the order. */
    private void putContext(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        try {
            if (rules.includesMdc()) {
                reader.forEachContextValue(values.call(), new IncludedKeys(names, properties));
            }
            if (rules.hasPrefix()) {
                reader.forEachContextValue(values.call(), new PrefixedKeys(names, properties));
            }
        } catch (Throwable fromUserCode) {
            tellUnreadable(values, fromUserCode);
        }
    }

    private void putOwn(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        try {
            reader.forEachField(values.call(), new OwnFields<>(reader, values.call(), names, properties));
        } catch (Throwable fromUserCode) {
            tellUnreadable(values, fromUserCode);
        }
    }

    // Records instead of lambdas: a capturing lambda runs half a dozen methods of the JDK that nothing else uses, so
    // they
    // are cold when an event is logged once in a while.

    private record IncludedKeys(PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<String, @Nullable Object> {
        @Override
        public void accept(String key, @Nullable Object value) {
            put(names.included(key), value, properties);
        }
    }

    private record PrefixedKeys(PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<String, @Nullable Object> {
        @Override
        public void accept(String key, @Nullable Object value) {
            put(names.prefixed(key), value, properties);
        }
    }

    private record OwnFields<E>(LogCallReader<E> reader, E call, PropertyNames names, PropertyMapBuilder properties)
            implements BiConsumer<@Nullable String, @Nullable Object> {
        @Override
        public void accept(@Nullable String name, @Nullable Object value) {
            // addKeyValue(null, ...) is possible, and must not cost the fields behind it.
            put(name == null ? null : property(name), value, properties);
        }

        /**
         * Returns null also if the call has the bare name too, which wins because Log4j2 does not keep the order of
         * fields.
         */
        private @Nullable String property(String name) {
            String property = names.own(name);
            if (property == null || property.equals(name)) {
                return property;
            }
            boolean replaced = reader.hasField(call, property) && property.equals(names.own(property));
            return replaced ? null : property;
        }
    }

    private static void put(@Nullable String name, @Nullable Object value, PropertyMapBuilder properties) {
        if (name != null) {
            properties.put(name, value);
        }
    }

    private void tellUnreadable(FieldValues<E> values, Throwable fromUserCode) {
        values.report()
                .trouble(
                        Trouble.BAD_FIELD,
                        "The fields of a call could not be read to the end ("
                                + fromUserCode.getClass().getName() + "): its event lacks some properties");
    }

    /** Returns the MDC's {@code properties} without excluded members. */
    private void putContextObject(FieldValues<E> values, PropertyNames names, PropertyMapBuilder properties) {
        if (!rules.excludesMdc()) {
            putObject(values, Source.CONTEXT, properties);
            return;
        }
        PropertyMapBuilder object = PropertyMapBuilder.copyingWhenBuilt(values.freezer());
        putObject(values, Source.CONTEXT, object);
        PropertyMap all = object.build();
        values.freezer().forget(all); // properties count when all of them are known
        all.forEach((name, value) -> put(names.takesMember(name) ? name : null, value, properties));
    }

    /** Reads the source's {@code properties}: a map or another object, such as a record, or a JSON object as text. */
    private void putObject(FieldValues<E> values, Source source, PropertyMapBuilder properties) {
        Object value = values.find(values.fields().properties, source);
        if (value instanceof Map<?, ?> map) {
            properties.putAll(map);
        } else if (value != null) {
            Object frozen = values.freezer().freezeWhole(value); // it may be JSON
            values.freezer().forget(frozen); // properties count when all of them are known
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
            properties.putAll(values.freezer().readObject(text));
        } catch (MalformedJsonException malformed) {
            putBadProperties(values, text, malformed.getMessage(), properties);
        }
    }

    private void putBadProperties(
            FieldValues<E> values, Object frozen, @Nullable String wrong, PropertyMapBuilder properties) {
        properties.put(BAD_PROPERTIES, frozen);
        values.report()
                .trouble(
                        Trouble.BAD_PROPERTIES,
                        "The field '" + values.fields().properties.names()[0]
                                + "' is neither a map nor a JSON object as text (" + wrong
                                + "): it is sent as it is, as property '" + BAD_PROPERTIES + "'");
    }

    /** Adds fields of that source that are sent as properties; they win over other properties of the same source. */
    private void putFields(FieldValues<E> values, Decision decision, Source source, PropertyMapBuilder properties) {
        Fields<E> fields = values.fields();
        switch (decision.kind()) {
            case USER_EVENT -> {
                putText("$text", values.text(fields.text, source), properties);
                putText("$thread_id", values.text(fields.threadId, source), properties);
                putText("$assistant_id", values.text(fields.assistantId, source), properties);
            }
            case LLM_EVENT -> {
                if (decision.source() == source) {
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
