package com.trubrics.sandbox.discover;

import com.trubrics.appender.spi.LogCallReader;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads copies of log calls as the application's appender has read the calls themselves. */
final class RecordedCalls implements LogCallReader<RecordedCall> {

    @Override
    public boolean hasFields(RecordedCall call) {
        return !call.kv().isEmpty();
    }

    @Override
    public boolean runsApplicationCode(RecordedCall call) {
        return true;
    }

    @Override
    public boolean hasField(RecordedCall call, String name) {
        return call.kv().containsKey(name);
    }

    @Override
    public @Nullable Object field(RecordedCall call, String name) {
        return call.kv().get(name);
    }

    @Override
    public void forEachField(RecordedCall call, BiConsumer<? super String, @Nullable Object> action) {
        call.kv().forEach(action);
    }

    @Override
    public @Nullable Object contextValue(RecordedCall call, String name) {
        return call.mdc().get(name);
    }

    @Override
    public void forEachContextValue(RecordedCall call, BiConsumer<? super String, @Nullable Object> action) {
        call.mdc().forEach(action);
    }

    @Override
    public Instant instant(RecordedCall call) {
        return call.at();
    }

    @Override
    public @Nullable String messagePattern(RecordedCall call) {
        return call.template();
    }

    @Override
    public boolean hasParameters(RecordedCall call) {
        return !call.arguments().isEmpty();
    }

    @Override
    public @Nullable Object @Nullable [] parameters(RecordedCall call) {
        return call.arguments().isEmpty() ? null : call.arguments().toArray();
    }

    @Override
    public @Nullable String formattedMessage(RecordedCall call) {
        return call.message();
    }

    @Override
    public boolean hasMarker(RecordedCall call, String name) {
        return call.markers().contains(name);
    }

    @Override
    public @Nullable String exceptionClass(RecordedCall call) {
        return call.thrown().type();
    }

    @Override
    public @Nullable String exceptionMessage(RecordedCall call) {
        return call.thrown().message();
    }

    @Override
    public String loggerName(RecordedCall call) {
        return call.logger();
    }

    @Override
    public String threadName(RecordedCall call) {
        return call.thread();
    }

    @Override
    public String levelName(RecordedCall call) {
        return call.level();
    }
}
