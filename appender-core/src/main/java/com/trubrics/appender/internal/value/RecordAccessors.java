package com.trubrics.appender.internal.value;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how to read the components of records, once for each class. Thread-safe.
 *
 * <p>What is remembered lives as long as the class and consists of objects of the JDK: a web application that brings its
 * own copy of this library can be unloaded though it has read records of its container.
 */
final class RecordAccessors {

    private static final ClassValue<Optional<List<Method>>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<List<Method>> computeValue(Class<?> type) {
            return Optional.ofNullable(find(type));
        }
    };

    private RecordAccessors() {}

    /**
     * The accessors in the order of the components. None for a record that is to be read as text: one with a
     * {@code toString()} of its own, which may well be there to hide something, and one that a module or a security
     * manager closes to us.
     */
    static Optional<List<Method>> of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static @Nullable List<Method> find(Class<?> type) {
        try {
            // The one that the compiler adds is final.
            if (!Modifier.isFinal(type.getMethod("toString").getModifiers())) {
                return null;
            }
            List<Method> accessors = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                Method accessor = component.getAccessor();
                if (!accessor.trySetAccessible()) {
                    return null;
                }
                accessors.add(accessor);
            }
            return List.copyOf(accessors);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            return null;
        }
    }
}
