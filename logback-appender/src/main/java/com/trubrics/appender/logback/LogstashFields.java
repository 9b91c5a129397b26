package com.trubrics.appender.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Reads the fields in the arguments and markers of logstash-logback-encoder: {@code kv("plan", "pro")},
 * {@code Markers.append("plan", "pro")}. This class does not depend on that library: if the library is not on the class
 * path, there is no reader. If a call has no such fields, only the types of its arguments are checked.
 *
 * <p>An argument wins over a marker, and a later argument or marker over an earlier one. Thread-safe.
 */
@SuppressWarnings("deprecation") // SLF4J discourages markers within markers, but logstash-logback-encoder uses them
final class LogstashFields {

    /** Nested markers: the library prevents cycles, but a marker may be a class of the application. */
    private static final int MAX_DEPTH = 16;

    private final LogstashLibrary library;

    private LogstashFields(LogstashLibrary library) {
        this.library = library;
    }

    /** Returns a reader, or null if the loader does not find the library. Never throws. */
    static @Nullable LogstashFields find(@Nullable ClassLoader loader) {
        LogstashLibrary library = LogstashLibrary.find(loader);
        return library == null ? null : new LogstashFields(library);
    }

    /** Returns the union of the bits of all fields, 0 if there are none. Allocates nothing except for nested markers. */
    long bits(ILoggingEvent call, ToLongFunction<? super @Nullable String> bits) {
        long found = 0;
        Object[] arguments = call.getArgumentArray();
        for (int i = arguments == null ? 0 : arguments.length; --i >= 0; ) {
            found |= ownBits(arguments[i], bits);
        }
        List<Marker> markers = call.getMarkerList();
        for (int i = markers == null ? 0 : markers.size(); --i >= 0; ) {
            found |= bits(markers.get(i), bits, 0);
        }
        return found;
    }

    /** Returns whether the call has an argument or a marker with fields. */
    boolean isPresent(ILoggingEvent call) {
        return bits(call, name -> 1) != 0;
    }

    private long bits(Marker marker, ToLongFunction<? super @Nullable String> bits, int depth) {
        long found = ownBits(marker, bits);
        if (hasParts(marker, depth)) {
            for (Iterator<Marker> parts = marker.iterator(); parts.hasNext(); ) {
                found |= bits(parts.next(), bits, depth + 1);
            }
        }
        return found;
    }

    private long ownBits(@Nullable Object carrier, ToLongFunction<? super @Nullable String> bits) {
        if (carrier == null) {
            return 0;
        }
        FieldCarrier reader = library.readerOf(carrier);
        return reader == null ? 0 : reader.bits(carrier, bits);
    }

    private static boolean hasParts(@Nullable Marker marker, int depth) {
        return marker != null && depth < MAX_DEPTH && marker.hasReferences();
    }

    /** Returns whether there is a field of that name; its value may be null. */
    boolean has(ILoggingEvent call, String name) {
        return carrierOf(call, name) != null;
    }

    /** Returns the value of a field, or null if there is none. */
    @Nullable
    Object get(ILoggingEvent call, String name) {
        Object carrier = carrierOf(call, name);
        if (carrier == null) {
            return null;
        }
        FieldCarrier reader = library.readerOf(carrier);
        return reader == null ? null : reader.get(carrier, name);
    }

    private @Nullable Object carrierOf(ILoggingEvent call, String name) {
        Object[] arguments = call.getArgumentArray();
        for (int i = arguments == null ? 0 : arguments.length; --i >= 0; ) {
            if (carries(arguments[i], name)) {
                return arguments[i];
            }
        }
        List<Marker> markers = call.getMarkerList();
        for (int i = markers == null ? 0 : markers.size(); --i >= 0; ) {
            Object carrier = carrierOf(markers.get(i), name, 0);
            if (carrier != null) {
                return carrier;
            }
        }
        return null;
    }

    private @Nullable Object carrierOf(Marker marker, String name, int depth) {
        Object last = carries(marker, name) ? marker : null;
        if (hasParts(marker, depth)) {
            for (Iterator<Marker> parts = marker.iterator(); parts.hasNext(); ) {
                Object carrier = carrierOf(parts.next(), name, depth + 1);
                last = carrier == null ? last : carrier;
            }
        }
        return last;
    }

    /** A map of the application may throw. The other arguments still count. */
    private boolean carries(@Nullable Object carrier, String name) {
        try {
            FieldCarrier reader = carrier == null ? null : library.readerOf(carrier);
            return carrier != null && reader != null && reader.has(carrier, name);
        } catch (Throwable fromUserCode) {
            return false;
        }
    }

    /** Visits every field, the nearest last. Throws what a map of the application throws, after the other fields. */
    void forEach(ILoggingEvent call, BiConsumer<? super String, @Nullable Object> action) {
        if (!isPresent(call)) {
            return;
        }
        Visit visit = new Visit(action);
        List<Marker> markers = call.getMarkerList();
        for (int i = 0; markers != null && i < markers.size(); i++) {
            visit.marker(markers.get(i), 0);
        }
        Object[] arguments = call.getArgumentArray();
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            visit.carrier(arguments[i]);
        }
        visit.end();
    }

    private final class Visit {
        private final BiConsumer<? super String, @Nullable Object> action;
        private @Nullable Throwable failure;

        Visit(BiConsumer<? super String, @Nullable Object> action) {
            this.action = action;
        }

        void marker(Marker marker, int depth) {
            carrier(marker);
            if (hasParts(marker, depth)) {
                for (Iterator<Marker> parts = marker.iterator(); parts.hasNext(); ) {
                    marker(parts.next(), depth + 1);
                }
            }
        }

        void carrier(@Nullable Object carrier) {
            try {
                FieldCarrier reader = carrier == null ? null : library.readerOf(carrier);
                if (carrier != null && reader != null) {
                    reader.forEach(carrier, action);
                }
            } catch (Throwable fromUserCode) {
                failure = fromUserCode;
            }
        }

        void end() {
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure instanceof Error error) {
                throw error;
            }
        }
    }
}
