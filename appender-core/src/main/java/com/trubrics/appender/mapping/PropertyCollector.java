package com.trubrics.appender.mapping;

import com.trubrics.appender.json.PropertiesText;
import com.trubrics.appender.report.Trouble;
import com.trubrics.appender.value.PropertyMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the properties of one recognised call, source by source in the order of precedence: later wins.
 *
 * @param <E> the framework's log event
 */
final class PropertyCollector<E> {

    private static final String BAD_PROPERTIES = "properties";

    private final PropertyRules rules;
    private final LogCallReader<E> reader;
    private final FieldValues<E> values;
    private final Decision decision;
    private final PropertyMap.Builder properties;

    PropertyCollector(PropertyRules rules, LogCallReader<E> reader, FieldValues<E> values, Decision decision) {
        this.rules = rules;
        this.reader = reader;
        this.values = values;
        this.decision = decision;
        this.properties = PropertyMap.builder(values.freezer());
    }

    PropertyMap collect() {
        properties.putAll(rules.fixed());
        if (rules.logContext()) {
            putLogContext();
        }
        visit(Source.CONTEXT);
        putObject(Source.CONTEXT);
        putFields(Source.CONTEXT);
        if (values.fields().hasOwnFields(values.call())) {
            putObject(Source.CALL);
            visit(Source.CALL);
            putFields(Source.CALL);
        }
        return properties.build();
    }

    private void putLogContext() {
        E call = values.call();
        properties.put("log_level", reader.levelName(call));
        properties.put("logger_name", reader.loggerName(call));
        properties.put("thread_name", reader.threadName(call));
    }

    private void visit(Source source) {
        try {
            switch (source) {
                case CALL -> reader.forEachField(values.call(), this::putOwn);
                case CONTEXT -> visitContext();
            }
        } catch (Throwable fromUserCode) {
            values.report()
                    .trouble(
                            Trouble.BAD_FIELD,
                            "The fields of a call could not be read to the end ("
                                    + fromUserCode.getClass().getName() + "): its event lacks some properties");
        }
    }

    /** Twice where both kinds are configured: a prefixed key wins, in whatever order the MDC has them. */
    private void visitContext() {
        if (rules.includesMdc()) {
            reader.forEachContextValue(values.call(), this::putIncluded);
        }
        if (rules.hasPrefix()) {
            reader.forEachContextValue(values.call(), this::putPrefixed);
        }
    }

    private void putIncluded(String mdcKey, @Nullable Object value) {
        putNamed(rules.includedMdc(mdcKey, decision.kind()), value);
    }

    private void putPrefixed(String mdcKey, @Nullable Object value) {
        putNamed(rules.prefixedMdc(mdcKey, decision.kind()), value);
    }

    private void putOwn(@Nullable String name, @Nullable Object value) {
        // addKeyValue(null, ...) is possible, and no reason to lose the fields behind it.
        if (name != null) {
            putNamed(rules.ownProperty(name, decision.kind()), value);
        }
    }

    private void putNamed(@Nullable String name, @Nullable Object value) {
        if (name != null && !name.isBlank()) {
            properties.put(name, value);
        }
    }

    /** The source's {@code properties}: a map, or a JSON object as text. */
    private void putObject(Source source) {
        Object value = values.fields().find(values.call(), Field.PROPERTIES, source);
        if (value instanceof Map<?, ?> map) {
            properties.putAll(map);
        } else if (value != null) {
            putObjectText(values.freezer().freeze(value));
        }
    }

    private void putObjectText(@Nullable Object frozen) {
        if (values.freezer().exceeded()) {
            return;
        }
        values.freezer().forget(frozen); // what is made of it counts, and not both
        PropertyMap parsed = frozen instanceof String text ? PropertiesText.parse(text, values.freezer()) : null;
        if (parsed != null) {
            properties.putAll(parsed);
        } else {
            properties.put(BAD_PROPERTIES, frozen);
            values.report()
                    .trouble(
                            Trouble.BAD_PROPERTIES,
                            "The field '" + values.fields().names(Field.PROPERTIES)[0]
                                    + "' is neither a map nor a JSON object as text: it is sent as it is, as property '"
                                    + BAD_PROPERTIES + "'");
        }
    }

    /** Fields of that source that travel as properties; they win over properties of the same source. */
    private void putFields(Source source) {
        switch (decision.kind()) {
            case USER_EVENT -> {
                putText("$text", Field.TEXT, source);
                putText("$thread_id", Field.THREAD_ID, source);
                putText("$assistant_id", Field.ASSISTANT_ID, source);
            }
            case LLM_EVENT -> {
                if (decision.source() == source) {
                    putText("event", Field.EVENT, source);
                }
            }
        }
    }

    private void putText(String property, Field field, Source source) {
        String text = values.text(field, source);
        if (text != null) {
            properties.put(property, text);
        }
    }
}
