package com.trubrics.appender.spring;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Propagates the MDC entries of a request to other threads, if the application uses Micrometer's context propagation. */
record MdcAccessor(MdcKeys keys) implements ThreadLocalAccessor<Map<String, String>> {

    /** A key of our own, because applications register accessors for their MDC entries under another one. */
    static final String KEY = "trubrics.mdc";

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable Map<String, String> getValue() {
        return keys.current();
    }

    @Override
    public void setValue(Map<String, String> value) {
        keys.replace(value);
    }

    @Override
    public void setValue() {
        keys.replace(Map.of());
    }
}
