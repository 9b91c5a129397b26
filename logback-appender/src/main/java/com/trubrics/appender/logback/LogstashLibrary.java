package com.trubrics.appender.logback;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The classes of logstash-logback-encoder 7 to 9, whose parts that we read have not changed. Only {@code getFieldName} is
 * public; the other parts are visible to its subclasses and its own JSON writer. If a class differs in a later version, only
 * that class is not read. Thread-safe.
 *
 * <p>The content of a deferred argument or marker is read only after the call is known to be an event, because this runs
 * code of the application that may be expensive.
 */
final class LogstashLibrary {

    private static final String PACKAGE = "net.logstash.logback.";

    private final Class<?> argument;
    private final Class<?> marker;

    /** The kinds, each with its class; single fields first, because they are most common. */
    private final Class<?>[] types;

    private final FieldCarrier[] readers;

    private LogstashLibrary(ClassLoader loader) throws ReflectiveOperationException {
        this.argument = load("argument.StructuredArgument", loader);
        this.marker = load("marker.LogstashMarker", loader);
        Class<?> raw = load("marker.RawJsonAppendingMarker", loader);
        Class<?> single = load("marker.SingleFieldAppendingMarker", loader);
        Class<?> entries = load("marker.MapEntriesAppendingMarker", loader);
        Class<?> fields = load("marker.ObjectFieldsAppendingMarker", loader);
        Class<?> deferredArgument = load("argument.DeferredStructuredArgument", loader);
        Class<?> deferredMarker = load("marker.DeferredLogstashMarker", loader);
        MethodHandle name = method(single, "getFieldName", String.class);
        MethodHandle value = method(single, "getFieldValue", Object.class);
        this.types = new Class<?>[] {raw, single, entries, fields, deferredArgument, deferredMarker};
        this.readers = new FieldCarrier[] {
            new Single(name, value, true),
            new Single(name, value, false),
            new Entries(field(entries, "map", Map.class)),
            new Entries(field(fields, "object", Object.class)),
            new Deferred(method(deferredArgument, "getSuppliedValue", argument)),
            new Deferred(method(deferredMarker, "getSuppliedValue", marker))
        };
    }

    /** Returns the library, or null if the loader does not find it, or it has changed beyond recognition. */
    static @Nullable LogstashLibrary find(@Nullable ClassLoader loader) {
        try {
            return loader == null ? null : new LogstashLibrary(loader);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException absent) {
            return null;
        }
    }

    private static Class<?> load(String name, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name, false, loader);
    }

    private static MethodHandle method(Class<?> type, String name, Class<?> returned)
            throws ReflectiveOperationException {
        return generic(lookup(type).findVirtual(type, name, MethodType.methodType(returned)));
    }

    private static MethodHandle field(Class<?> type, String name, Class<?> declared)
            throws ReflectiveOperationException {
        return generic(lookup(type).findGetter(type, name, declared));
    }

    private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        LogstashLibrary.class.getModule().addReads(type.getModule());
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private static MethodHandle generic(MethodHandle handle) {
        return handle.asType(MethodType.genericMethodType(1));
    }

    /** Returns the reader for an argument or a marker, or null if it has no fields. */
    @Nullable
    FieldCarrier readerOf(Object candidate) {
        if (!argument.isInstance(candidate) && !marker.isInstance(candidate)) {
            return null;
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i].isInstance(candidate)) {
                return readers[i];
            }
        }
        return null;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the handles have lost their types
    private static @Nullable Object call(MethodHandle handle, Object carrier) {
        try {
            return (Object) handle.invokeExact(carrier);
        } catch (RuntimeException | Error fromUserCode) {
            throw fromUserCode;
        } catch (Throwable undeclared) {
            throw new IllegalStateException(undeclared);
        }
    }

    /** {@code kv}, {@code v}, {@code array}, {@code raw}, and the markers of the same kind. */
    private record Single(MethodHandle name, MethodHandle value, boolean json) implements FieldCarrier {

        private String nameOf(Object carrier) {
            return String.valueOf(call(name, carrier));
        }

        private @Nullable Object valueOf(Object carrier) {
            Object read = call(value, carrier);
            return json && read instanceof String text ? new JsonValue(text) : read;
        }

        @Override
        public long bits(Object carrier, ToLongFunction<? super @Nullable String> bits) {
            return bits.applyAsLong(nameOf(carrier));
        }

        @Override
        public boolean has(Object carrier, String wanted) {
            return wanted.equals(nameOf(carrier));
        }

        @Override
        public @Nullable Object get(Object carrier, String wanted) {
            return has(carrier, wanted) ? valueOf(carrier) : null;
        }

        @Override
        public void forEach(Object carrier, BiConsumer<? super String, @Nullable Object> action) {
            action.accept(nameOf(carrier), valueOf(carrier));
        }
    }

    /** JSON as text. The core recognises the types of JSON libraries by their names, including this type. */
    private record JsonValue(String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    /** {@code entries}, {@code fields}, and the markers of the same kind. */
    private record Entries(MethodHandle content) implements FieldCarrier {

        @Override
        public long bits(Object carrier, ToLongFunction<? super @Nullable String> bits) {
            return -1L;
        }

        @Override
        public boolean has(Object carrier, String name) {
            Object read = call(content, carrier);
            if (read instanceof Map<?, ?> map) {
                return map.keySet().stream().anyMatch(key -> name.equals(BeanFields.text(key)));
            }
            return read != null && BeanFields.of(read.getClass()).has(name);
        }

        @Override
        public @Nullable Object get(Object carrier, String name) {
            Object read = call(content, carrier);
            if (read instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                        .filter(entry -> name.equals(BeanFields.text(entry.getKey())))
                        .findFirst()
                        .<@Nullable Object>map(Map.Entry::getValue)
                        .orElse(null);
            }
            return read == null ? null : BeanFields.of(read.getClass()).get(read, name);
        }

        @Override
        public void forEach(Object carrier, BiConsumer<? super String, @Nullable Object> action) {
            Object read = call(content, carrier);
            if (read instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    String name = BeanFields.text(key);
                    if (name != null) {
                        action.accept(name, value);
                    }
                });
            } else if (read != null) {
                BeanFields.of(read.getClass()).forEach(read, action);
            }
        }
    }

    /** {@code defer}: its content does not decide whether a call is an event. */
    private final class Deferred implements FieldCarrier {

        private final MethodHandle supplied;

        Deferred(MethodHandle supplied) {
            this.supplied = supplied;
        }

        @Override
        public long bits(Object carrier, ToLongFunction<? super @Nullable String> bits) {
            return bits.applyAsLong(null);
        }

        @Override
        public boolean has(Object carrier, String name) {
            return false;
        }

        @Override
        public @Nullable Object get(Object carrier, String name) {
            return null;
        }

        @Override
        public void forEach(Object carrier, BiConsumer<? super String, @Nullable Object> action) {
            Object content = call(supplied, carrier);
            FieldCarrier reader = content == null || content == carrier ? null : readerOf(content);
            if (content != null && reader != null) {
                reader.forEach(content, action);
            }
        }
    }
}
