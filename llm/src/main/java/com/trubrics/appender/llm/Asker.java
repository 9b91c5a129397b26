package com.trubrics.appender.llm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time when a model was asked, and the MDC of the thread that asked. An answer often arrives on a thread of an HTTP
 * client, whose MDC is empty or belongs to another request.
 */
public final class Asker {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final long startNanos = System.nanoTime();
    private final @Nullable Map<String, String> context;

    private Asker(@Nullable Map<String, String> context) {
        this.context = context;
    }

    /** Returns an instance for this thread and this moment. Never throws; an unreadable MDC counts as empty. */
    public static Asker now() {
        try {
            return new Asker(LogSystem.current().context());
        } catch (Throwable e) {
            LogSystem.failed(e);
            return new Asker(null);
        }
    }

    /** Returns whether the MDC has an entry with this name. */
    boolean names(String key) {
        String value = context == null ? null : context.get(key);
        return value != null && !value.isBlank();
    }

    /** Returns the seconds since then, rounded to milliseconds, because more digits would only look exact. */
    double secondsSince() {
        return Math.round((System.nanoTime() - startNanos) / NANOS_PER_MILLI) / MILLIS_PER_SECOND;
    }

    /** Logs a line with the MDC of the asking thread, then restores the MDC of this thread. */
    void log(Map<String, Object> fields) {
        LogSystem system = LogSystem.current();
        if (!system.isEnabled()) {
            return;
        }
        Map<String, String> own = system.context();
        system.setContext(context);
        try {
            system.log(fields, Summary.of(fields));
        } finally {
            system.setContext(own);
        }
    }
}
