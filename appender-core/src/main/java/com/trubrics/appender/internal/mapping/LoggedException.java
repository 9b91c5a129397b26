package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.spi.LogCallReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The exception of a log call. If the last parameter is an exception, it always counts, even if the message has a placeholder
 * for it. Logback does the same, while Log4j2 treats such an exception as an ordinary parameter.
 */
final class LoggedException {

    private final String type;
    private final Supplier<@Nullable String> message;

    private LoggedException(String type, Supplier<@Nullable String> message) {
        this.type = type;
        this.message = message;
    }

    /** Returns the exception of a call, or null if it has none. May throw what the application's message throws. */
    static <E> @Nullable LoggedException of(LogCallReader<E> reader, E call) {
        String recognised = reader.exceptionClass(call);
        if (recognised != null) {
            return new LoggedException(recognised, () -> reader.exceptionMessage(call));
        }
        Object[] parameters = reader.hasParameters(call) ? reader.parameters(call) : null;
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable exception
                ? new LoggedException(exception.getClass().getName(), exception::getMessage)
                : null;
    }

    /** Returns the name of its class. */
    String type() {
        return type;
    }

    /** Returns its message, or null if it has none. May throw what the exception throws. */
    @Nullable
    String message() {
        return message.get();
    }
}
