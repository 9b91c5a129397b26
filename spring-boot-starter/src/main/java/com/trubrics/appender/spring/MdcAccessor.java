package com.trubrics.appender.spring;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands the MDC entries of a request on to other threads, where the application propagates contexts by Micrometer. */
record MdcAccessor(MdcKeys keys) implements ThreadLocalAccessor<Map<String, String>> {

    /** One of our own: applications register accessors for their own MDC entries under another. */
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
