package com.trubrics.appender.testkit;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log call, described so that either framework can make it.
 *
 * <p>A line with fields has no message arguments, because a Log4j2 {@code MapMessage} has no message; and a contract
 * names fields in alphabetical order, because that is the order in which a {@code MapMessage} keeps them.
 *
 * @param logger the logger's name
 * @param message with {@code {}} for each argument
 * @param fields carried by the call itself: key-values in Logback, a {@code MapMessage} in Log4j2
 * @param context in the MDC during this call only
 * @param marker null for none
 * @param thrown the exception of the call; null for none
 */
public record LogLine(
        String logger,
        Level level,
        String message,
        List<Object> arguments,
        Map<String, @Nullable Object> fields,
        Map<String, String> context,
        @Nullable String marker,
        @Nullable Throwable thrown) {

    /** The logger of lines that name no other. */
    public static final String LOGGER = "com.acme.shop.Checkout";

    /** The root logger, as SLF4J calls it. */
    public static final String ROOT = "ROOT";

    /** An INFO line without fields. */
    public static LogLine info(String message, Object... arguments) {
        return new LogLine(LOGGER, Level.INFO, message, List.of(arguments), Map.of(), Map.of(), null, null);
    }

    /** An INFO line whose message does not matter. */
    public static LogLine line() {
        return info("something happened");
    }

    /** The same with one more field of the call's own. */
    public LogLine field(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new LogLine(
                logger, level, message, arguments, Collections.unmodifiableMap(more), context, marker, thrown);
    }

    /** The same with one more MDC entry. */
    public LogLine mdc(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(context);
        more.put(name, value);
        return new LogLine(
                logger, level, message, arguments, fields, Collections.unmodifiableMap(more), marker, thrown);
    }

    /** The same at another level. */
    public LogLine at(Level other) {
        return new LogLine(logger, other, message, arguments, fields, context, marker, thrown);
    }

    /** The same from another logger. */
    public LogLine from(String other) {
        return new LogLine(other, level, message, arguments, fields, context, marker, thrown);
    }

    /** The same with a marker. */
    public LogLine marked(String name) {
        return new LogLine(logger, level, message, arguments, fields, context, name, thrown);
    }

    /** The same with an exception. */
    public LogLine thrown(Throwable exception) {
        return new LogLine(logger, level, message, arguments, fields, context, marker, exception);
    }
}
