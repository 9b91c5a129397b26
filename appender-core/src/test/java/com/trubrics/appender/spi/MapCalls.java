package com.trubrics.appender.spi;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads log calls that are maps. */
public class MapCalls implements LogCallReader<Map<String, Object>> {
    @Override
    public boolean hasFields(Map<String, Object> call) {
        return true;
    }

    @Override
    public boolean runsApplicationCode(Map<String, Object> call) {
        return true;
    }

    @Override
    public boolean hasField(Map<String, Object> call, String name) {
        return call.containsKey(name);
    }

    @Override
    public @Nullable Object field(Map<String, Object> call, String name) {
        return call.get(name);
    }

    @Override
    public void forEachField(Map<String, Object> call, BiConsumer<? super String, @Nullable Object> action) {
        call.forEach(action);
    }

    @Override
    public @Nullable Object contextValue(Map<String, Object> call, String name) {
        return null;
    }

    @Override
    public void forEachContextValue(Map<String, Object> call, BiConsumer<? super String, @Nullable Object> action) {}

    @Override
    public Instant instant(Map<String, Object> call) {
        return Instant.EPOCH;
    }

    @Override
    public @Nullable String messagePattern(Map<String, Object> call) {
        return null;
    }

    @Override
    public boolean hasParameters(Map<String, Object> call) {
        return false;
    }

    @Override
    public @Nullable Object @Nullable [] parameters(Map<String, Object> call) {
        return null;
    }

    @Override
    public @Nullable String formattedMessage(Map<String, Object> call) {
        return null;
    }

    @Override
    public boolean hasMarker(Map<String, Object> call, String name) {
        return false;
    }

    @Override
    public @Nullable String exceptionClass(Map<String, Object> call) {
        return null;
    }

    @Override
    public @Nullable String exceptionMessage(Map<String, Object> call) {
        return null;
    }

    @Override
    public String loggerName(Map<String, Object> call) {
        return "com.acme.Shop";
    }

    @Override
    public String threadName(Map<String, Object> call) {
        return "http-1";
    }

    @Override
    public String levelName(Map<String, Object> call) {
        return "INFO";
    }
}
