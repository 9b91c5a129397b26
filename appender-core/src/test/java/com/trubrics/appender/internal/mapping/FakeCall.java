package com.trubrics.appender.internal.mapping;

import com.trubrics.appender.spi.LogCallReader;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
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
        boolean hasParameters,
        Extras extras) {

    static final Instant LOGGED_AT = Instant.parse("2026-01-02T03:04:05.678Z");

    /** A line without any fields, whose lists are null as a framework may have them. */
    static FakeCall line() {
        return new FakeCall(null, null, "Order {} placed", "com.acme.Shop", "http-1", LOGGED_AT, false, Extras.NONE);
    }

    /** A field of the call itself. */
    FakeCall with(String name, @Nullable Object value) {
        List<Map.Entry<String, @Nullable Object>> more = own == null ? new ArrayList<>() : new ArrayList<>(own);
        more.add(new SimpleImmutableEntry<>(name, value));
        return new FakeCall(more, mdc, message, logger, thread, at, hasParameters, extras);
    }

    /** An entry of the MDC. */
    FakeCall mdc(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = mdc == null ? new LinkedHashMap<>() : new LinkedHashMap<>(mdc);
        more.put(name, value);
        return new FakeCall(own, more, message, logger, thread, at, hasParameters, extras);
    }

    FakeCall message(@Nullable String pattern) {
        return new FakeCall(own, mdc, pattern, logger, thread, at, hasParameters, extras);
    }

    /** The same MDC object, seen by another logger. */
    FakeCall by(String otherLogger) {
        return new FakeCall(own, mdc, message, otherLogger, thread, at, hasParameters, extras);
    }

    /** The same with something to fill into its message. */
    FakeCall withParameters() {
        return new FakeCall(own, mdc, message, logger, thread, at, true, extras);
    }

    /** The same with these parameters; a framework fills them in as {@link #formatted} does. */
    FakeCall parameters(@Nullable Object... parameters) {
        return new FakeCall(
                own,
                mdc,
                message,
                logger,
                thread,
                at,
                parameters.length > 0,
                extras.withParameters(Arrays.asList(parameters)));
    }

    FakeCall marked(String... markers) {
        return new FakeCall(own, mdc, message, logger, thread, at, hasParameters, extras.with(List.of(markers)));
    }

    FakeCall at(String level) {
        return new FakeCall(own, mdc, message, logger, thread, at, hasParameters, extras.with(level));
    }

    /** The same with an exception that the framework has recognised. */
    FakeCall thrown(Throwable thrown) {
        return new FakeCall(own, mdc, message, logger, thread, at, hasParameters, extras.with(thrown));
    }

    private @Nullable String formatted() {
        String text = message;
        for (Object parameter : extras.parameters == null ? List.of() : extras.parameters) {
            int place = text == null ? -1 : text.indexOf("{}");
            if (text != null && place >= 0) {
                text = text.substring(0, place) + parameter + text.substring(place + 2);
            }
        }
        return text;
    }

    /** What few lines have. */
    record Extras(
            String level,
            @Nullable List<@Nullable Object> parameters,
            List<String> markers,
            @Nullable Throwable thrown) {

        static final Extras NONE = new Extras("INFO", null, List.of(), null);

        Extras withParameters(List<@Nullable Object> others) {
            return new Extras(level, others, markers, thrown);
        }

        Extras with(List<String> others) {
            return new Extras(level, parameters, others, thrown);
        }

        Extras with(String other) {
            return new Extras(other, parameters, markers, thrown);
        }

        Extras with(Throwable other) {
            return new Extras(level, parameters, markers, other);
        }
    }

    FakeCall on(String otherThread) {
        return new FakeCall(own, mdc, message, logger, otherThread, at, hasParameters, extras);
    }

    FakeCall later(Duration time) {
        return new FakeCall(own, mdc, message, logger, thread, at.plus(time), hasParameters, extras);
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
        public boolean runsApplicationCode(FakeCall call) {
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
        public @Nullable Object @Nullable [] parameters(FakeCall call) {
            return call.extras.parameters == null ? null : call.extras.parameters.toArray();
        }

        @Override
        public @Nullable String formattedMessage(FakeCall call) {
            return call.formatted();
        }

        @Override
        public boolean hasMarker(FakeCall call, String name) {
            return call.extras.markers.contains(name);
        }

        @Override
        public @Nullable String exceptionClass(FakeCall call) {
            return call.extras.thrown == null
                    ? null
                    : call.extras.thrown.getClass().getName();
        }

        @Override
        public @Nullable String exceptionMessage(FakeCall call) {
            return call.extras.thrown == null ? null : call.extras.thrown.getMessage();
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
            return call.extras.level;
        }
    }
}
