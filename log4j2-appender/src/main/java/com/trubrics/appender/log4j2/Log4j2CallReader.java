package com.trubrics.appender.log4j2;

import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.util.IndexedReadOnlyStringMap;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Log4j2 event. The fields of a call are the entries of its {@link MapMessage} (sorted by name, as Log4j2 keeps
 * them) or of the {@link Map} that was logged as an object.
 *
 * <p>Log4j2 reuses the event, its message and its context map for the next call. Only the names of the context's
 * entries are kept.
 */
final class Log4j2CallReader implements LogCallReader<LogEvent> {
    private final ContextKeys contextKeys = new ContextKeys();

    @Override
    public boolean hasFields(LogEvent call) {
        Message message = call.getMessage();
        return message instanceof MapMessage || LoggedObjects.map(message) != null;
    }

    @Override
    public long ownFields(LogEvent call, ToLongFunction<? super @Nullable String> bits) {
        Message message = call.getMessage();
        if (!(message instanceof MapMessage<?, ?> map)) {
            return LoggedObjects.map(message) == null ? 0 : -1L; // a map of the application
        }
        IndexedReadOnlyStringMap fields = map.getIndexedReadOnlyStringMap();
        long found = bits.applyAsLong(null); // a map message may be empty
        for (int i = 0; i < fields.size(); i++) {
            found |= bits.applyAsLong(fields.getKeyAt(i));
        }
        return found;
    }

    /** Messages may be classes of the application, and so may the maps in them; but not in these two. */
    @Override
    public boolean runsApplicationCode(LogEvent call) {
        Message message = call.getMessage();
        Class<?> type = message == null ? null : message.getClass();
        return type != StringMapMessage.class && type != MapMessage.class;
    }

    @Override
    public boolean hasField(LogEvent call, String name) {
        Message message = call.getMessage();
        if (message instanceof MapMessage<?, ?> map) {
            return map.getIndexedReadOnlyStringMap().containsKey(name);
        }
        Map<?, ?> map = LoggedObjects.map(message);
        return map != null && LoggedMaps.has(map, name);
    }

    @Override
    public @Nullable Object field(LogEvent call, String name) {
        Message message = call.getMessage();
        if (message instanceof MapMessage<?, ?> map) {
            // Not map.get(): it formats, and StructuredDataMessage.getData() casts every value to String.
            return map.getIndexedReadOnlyStringMap().getValue(name);
        }
        Map<?, ?> map = LoggedObjects.map(message);
        return map == null ? null : LoggedMaps.get(map, name);
    }

    @Override
    public void forEachField(LogEvent call, BiConsumer<? super String, @Nullable Object> action) {
        Message message = call.getMessage();
        if (message instanceof MapMessage<?, ?> map) {
            IndexedReadOnlyStringMap fields = map.getIndexedReadOnlyStringMap();
            for (int i = 0; i < fields.size(); i++) {
                action.accept(fields.getKeyAt(i), fields.getValueAt(i));
            }
            return;
        }
        Map<?, ?> map = LoggedObjects.map(message);
        if (map != null) {
            LoggedMaps.forEach(map, action);
        }
    }

    @Override
    public @Nullable Object contextValue(LogEvent call, String name) {
        ReadOnlyStringMap context = call.getContextData();
        return context == null ? null : context.getValue(name);
    }

    @Override
    public void forEachContextValue(LogEvent call, BiConsumer<? super String, @Nullable Object> action) {
        ReadOnlyStringMap context = call.getContextData();
        if (context != null) {
            contextKeys.visit(context, action);
        }
    }

    @Override
    public long contextFields(LogEvent call, ToLongFunction<? super @Nullable String> bits) {
        ReadOnlyStringMap context = call.getContextData();
        return context == null ? 0 : contextKeys.bits(context, bits);
    }

    @Override
    public Instant instant(LogEvent call) {
        org.apache.logging.log4j.core.time.Instant instant = call.getInstant();
        return Instant.ofEpochSecond(instant.getEpochSecond(), instant.getNanoOfSecond());
    }

    @Override
    public @Nullable String messagePattern(LogEvent call) {
        return MessagePatterns.of(call.getMessage());
    }

    @Override
    public @Nullable String template(LogEvent call) {
        return MessagePatterns.templateOf(call.getMessage());
    }

    @Override
    public boolean hasParameters(LogEvent call) {
        Message message = call.getMessage();
        if (message instanceof ReusableMessage reused) {
            return reused.getParameterCount() > 0; // getParameters() makes a copy
        }
        Object[] parameters = message == null ? null : message.getParameters();
        return parameters != null && parameters.length > 0;
    }

    @Override
    public @Nullable Object @Nullable [] parameters(LogEvent call) {
        Message message = call.getMessage();
        // The parameters of a map message are its values, which fill no placeholders.
        return message == null || message instanceof MapMessage ? null : message.getParameters();
    }

    @Override
    public @Nullable String formattedMessage(LogEvent call) {
        Message message = call.getMessage();
        return message == null ? null : message.getFormattedMessage();
    }

    @Override
    public boolean hasMarker(LogEvent call, String name) {
        Marker marker = call.getMarker();
        return marker != null && (name.equals(marker.getName()) || marker.isInstanceOf(name));
    }

    @Override
    public void forEachMarker(LogEvent call, Consumer<? super String> action) {
        Marker marker = call.getMarker();
        if (marker != null) {
            action.accept(marker.getName());
        }
    }

    @Override
    public @Nullable String exceptionClass(LogEvent call) {
        Throwable exception = call.getThrown();
        return exception == null ? null : exception.getClass().getName();
    }

    @Override
    public @Nullable String exceptionMessage(LogEvent call) {
        Throwable exception = call.getThrown();
        return exception == null ? null : exception.getMessage();
    }

    @Override
    public boolean mayBeThrown(LogEvent call, Throwable argument) {
        Throwable exception = call.getThrown();
        return exception == null || exception == argument;
    }

    @Override
    public String loggerName(LogEvent call) {
        String name = call.getLoggerName();
        return name == null ? "" : name;
    }

    @Override
    public String threadName(LogEvent call) {
        String name = call.getThreadName();
        return name == null ? "" : name;
    }

    @Override
    public String levelName(LogEvent call) {
        return call.getLevel().name();
    }

    @Override
    public LogEvent madeUp(String logger, Map<String, Object> fields, Map<String, String> context) {
        // The other class of log events asks every ContextDataProvider of the application as soon as it is built.
        MutableLogEvent call = new MutableLogEvent();
        call.setLoggerName(logger);
        call.setLevel(Level.INFO);
        call.setThreadName(Thread.currentThread().getName());
        call.setMessage(new MapMessage<>(fields));
        call.setContextData(ContextDataFactory.createContextData(context));
        call.setTimeMillis(0);
        return call;
    }
}
