package com.trubrics.appender.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Reads a Logback event: its SLF4J key-value pairs as the call's own fields, then the fields that {@link LogstashFields}
 * finds, and its MDC.
 */
final class LogbackCallReader implements LogCallReader<ILoggingEvent> {
    static final LogbackCallReader INSTANCE =
            new LogbackCallReader(LogstashFields.find(LogbackCallReader.class.getClassLoader()));

    private final @Nullable LogstashFields logstash;

    /** @param logstash null if that library is not on the class path */
    LogbackCallReader(@Nullable LogstashFields logstash) {
        this.logstash = logstash;
    }

    @Override
    public boolean hasFields(ILoggingEvent call) {
        List<KeyValuePair> pairs = call.getKeyValuePairs();
        return (pairs != null && !pairs.isEmpty()) || (logstash != null && logstash.isPresent(call));
    }

    @Override
    public long ownFields(ILoggingEvent call, ToLongFunction<? super @Nullable String> bits) {
        List<KeyValuePair> pairs = call.getKeyValuePairs();
        long found = 0;
        for (int i = pairs == null ? 0 : pairs.size(); --i >= 0; ) { // by index, because an iterator would be garbage
            found |= bits.applyAsLong(pairs.get(i).key);
        }
        return logstash == null ? found : found | logstash.bits(call, bits);
    }

    /**
     * Key-value pairs are objects of SLF4J in a list of Logback, and the message is text. But an argument of logstash may
     * contain a map of the application.
     */
    @Override
    public boolean runsApplicationCode(ILoggingEvent call) {
        return logstash != null && logstash.isPresent(call);
    }

    @Override
    public boolean hasField(ILoggingEvent call, String name) {
        return pair(call, name) != null || (logstash != null && logstash.has(call, name));
    }

    @Override
    public @Nullable Object field(ILoggingEvent call, String name) {
        KeyValuePair pair = pair(call, name);
        if (pair != null) {
            return pair.value;
        }
        return logstash == null ? null : logstash.get(call, name);
    }

    private static @Nullable KeyValuePair pair(ILoggingEvent call, String name) {
        List<KeyValuePair> pairs = call.getKeyValuePairs();
        if (pairs == null) {
            return null;
        }
        // From the end, because the last of duplicates counts; by index, because an iterator would be garbage.
        for (int i = pairs.size() - 1; i >= 0; i--) {
            KeyValuePair pair = pairs.get(i);
            if (name.equals(pair.key)) {
                return pair;
            }
        }
        return null;
    }

    @Override
    public void forEachField(ILoggingEvent call, BiConsumer<? super String, @Nullable Object> action) {
        try {
            if (logstash != null) {
                logstash.forEach(call, action);
            }
        } finally {
            forEachPair(call, action); // last, because they win
        }
    }

    private static void forEachPair(ILoggingEvent call, BiConsumer<? super String, @Nullable Object> action) {
        List<KeyValuePair> pairs = call.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (int i = 0; i < pairs.size(); i++) {
            KeyValuePair pair = pairs.get(i);
            // SLF4J accepts a null key, but JSON has no such member.
            if (pair.key != null) {
                action.accept(pair.key, pair.value);
            }
        }
    }

    @Override
    public @Nullable Object contextValue(ILoggingEvent call, String name) {
        Map<String, String> mdc = call.getMDCPropertyMap();
        return mdc == null ? null : mdc.get(name);
    }

    @Override
    public void forEachContextValue(ILoggingEvent call, BiConsumer<? super String, @Nullable Object> action) {
        Map<String, String> mdc = call.getMDCPropertyMap();
        if (mdc != null) {
            mdc.forEach(action);
        }
    }

    @Override
    public Instant instant(ILoggingEvent call) {
        Instant instant = call.getInstant();
        return instant == null ? Instant.ofEpochMilli(call.getTimeStamp()) : instant;
    }

    @Override
    public @Nullable String messagePattern(ILoggingEvent call) {
        return call.getMessage();
    }

    @Override
    public boolean hasParameters(ILoggingEvent call) {
        Object[] arguments = call.getArgumentArray();
        return arguments != null && arguments.length > 0;
    }

    @Override
    public @Nullable Object @Nullable [] parameters(ILoggingEvent call) {
        return call.getArgumentArray();
    }

    @Override
    public @Nullable String formattedMessage(ILoggingEvent call) {
        return call.getFormattedMessage();
    }

    @Override
    @SuppressWarnings("deprecation") // contains(String) is the only way to ask by name without creating a marker
    public boolean hasMarker(ILoggingEvent call, String name) {
        List<Marker> markers = call.getMarkerList();
        for (int i = markers == null ? 0 : markers.size();
                --i >= 0; ) { // by index, because an iterator would be garbage
            Marker marker = markers.get(i);
            if (marker != null && (name.equals(marker.getName()) || marker.contains(name))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void forEachMarker(ILoggingEvent call, Consumer<? super String> action) {
        List<Marker> markers = call.getMarkerList();
        if (markers != null) {
            markers.forEach(marker -> action.accept(marker.getName()));
        }
    }

    @Override
    public @Nullable String exceptionClass(ILoggingEvent call) {
        IThrowableProxy exception = call.getThrowableProxy();
        return exception == null ? null : exception.getClassName();
    }

    @Override
    public @Nullable String exceptionMessage(ILoggingEvent call) {
        IThrowableProxy exception = call.getThrowableProxy();
        return exception == null ? null : exception.getMessage();
    }

    /** Logback removes the exception that it recognises from the arguments. Another one may then be the last. */
    @Override
    public boolean mayBeThrown(ILoggingEvent call, Throwable argument) {
        IThrowableProxy exception = call.getThrowableProxy();
        return exception == null || (exception instanceof ThrowableProxy proxy && proxy.getThrowable() == argument);
    }

    // An event that a bridge or a receiver has created may lack values that Logback always sets.

    @Override
    public String loggerName(ILoggingEvent call) {
        String name = call.getLoggerName();
        return name == null ? "" : name;
    }

    @Override
    public String threadName(ILoggingEvent call) {
        String name = call.getThreadName();
        return name == null ? "" : name;
    }

    @Override
    public String levelName(ILoggingEvent call) {
        Level level = call.getLevel();
        return level == null ? "" : level.levelStr;
    }

    @Override
    public ILoggingEvent madeUp(String logger, Map<String, Object> fields, Map<String, String> context) {
        LoggingEvent call = new LoggingEvent();
        call.setLoggerName(logger);
        call.setLevel(Level.INFO);
        call.setThreadName(Thread.currentThread().getName());
        call.setMessage("");
        call.setInstant(Instant.EPOCH);
        call.setMDCPropertyMap(context);
        fields.forEach((name, value) -> call.addKeyValuePair(new KeyValuePair(name, value)));
        return call;
    }
}
