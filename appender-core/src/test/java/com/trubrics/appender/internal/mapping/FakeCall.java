package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.spi.LogCallReader;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A log event of no framework. Every {@code with} gives a new one. */
record FakeCall(
        @Nullable List<Map.Entry<String, @Nullable Object>> own,
        @Nullable Map<String, @Nullable Object> mdc,
        @Nullable String message,
        String logger,
        String thread,
        Instant at,
        boolean hasParameters) {

    static final Instant LOGGED_AT = Instant.parse("2026-01-02T03:04:05.678Z");

    /** A line without any fields, whose lists are null as a framework may have them. */
    static FakeCall line() {
        return new FakeCall(null, null, "Order {} placed", "com.acme.Shop", "http-1", LOGGED_AT, false);
    }

    /** A field of the call itself. */
    FakeCall with(String name, @Nullable Object value) {
        List<Map.Entry<String, @Nullable Object>> more = own == null ? new ArrayList<>() : new ArrayList<>(own);
        more.add(new SimpleImmutableEntry<>(name, value));
        return new FakeCall(more, mdc, message, logger, thread, at, hasParameters);
    }

    /** An entry of the MDC. */
    FakeCall mdc(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = mdc == null ? new LinkedHashMap<>() : new LinkedHashMap<>(mdc);
        more.put(name, value);
        return new FakeCall(own, more, message, logger, thread, at, hasParameters);
    }

    FakeCall message(@Nullable String pattern) {
        return new FakeCall(own, mdc, pattern, logger, thread, at, hasParameters);
    }

    /** The same MDC object, seen by another logger. */
    FakeCall by(String otherLogger) {
        return new FakeCall(own, mdc, message, otherLogger, thread, at, hasParameters);
    }

    /** The same with something to fill into its message. */
    FakeCall withParameters() {
        return new FakeCall(own, mdc, message, logger, thread, at, true);
    }

    FakeCall on(String otherThread) {
        return new FakeCall(own, mdc, message, logger, otherThread, at, hasParameters);
    }

    FakeCall later(Duration time) {
        return new FakeCall(own, mdc, message, logger, thread, at.plus(time), hasParameters);
    }

    /** Reads it as an adapter would. */
    static class Reader implements LogCallReader<FakeCall> {

        @Override
        public boolean hasFields(FakeCall call) {
            return call.own != null && !call.own.isEmpty();
        }

        @Override
        public long ownFields(FakeCall call, ToLongFunction<? super @Nullable String> bits) {
            if (!hasFields(call) || call.own == null) {
                return 0;
            }
            long found = 0;
            for (int i = 0; i < call.own.size(); i++) {
                found |= bits.applyAsLong(call.own.get(i).getKey());
            }
            return found;
        }

        @Override
        public boolean runsApplicationCode() {
            return true;
        }

        @Override
        public boolean hasField(FakeCall call, String name) {
            if (call.own != null) {
                for (int i = 0; i < call.own.size(); i++) {
                    if (name.equals(call.own.get(i).getKey())) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Override
        public @Nullable Object field(FakeCall call, String name) {
            if (call.own == null) {
                return null;
            }
            Object last = null;
            for (int i = 0; i < call.own.size(); i++) {
                if (name.equals(call.own.get(i).getKey())) {
                    last = call.own.get(i).getValue();
                }
            }
            return last;
        }

        @Override
        public void forEachField(FakeCall call, BiConsumer<? super String, @Nullable Object> action) {
            if (call.own != null) {
                call.own.forEach(field -> action.accept(field.getKey(), field.getValue()));
            }
        }

        @Override
        public @Nullable Object contextValue(FakeCall call, String name) {
            return call.mdc == null ? null : call.mdc.get(name);
        }

        @Override
        public void forEachContextValue(FakeCall call, BiConsumer<? super String, @Nullable Object> action) {
            if (call.mdc != null) {
                call.mdc.forEach(action);
            }
        }

        @Override
        public Instant instant(FakeCall call) {
            return call.at;
        }

        @Override
        public @Nullable String messagePattern(FakeCall call) {
            return call.message;
        }

        @Override
        public boolean hasParameters(FakeCall call) {
            return call.hasParameters;
        }

        @Override
        public String loggerName(FakeCall call) {
            return call.logger;
        }

        @Override
        public String threadName(FakeCall call) {
            return call.thread;
        }

        @Override
        public String levelName(FakeCall call) {
            return "INFO";
        }
    }
}
