package com.trubrics.appender.internal.value;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the accessors of the components of records, once for each class. Thread-safe.
 *
 * <p>The cache lives as long as the class and consists of objects of the JDK. A web application with its own copy of this
 * library can therefore be unloaded even if it has read records of its container.
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
     * Returns the accessors in the order of the components. Returns none for a record that is read as text: a record with its
     * own {@code toString()}, which may hide a component, and a record that a module or a security manager makes inaccessible.
     */
    static Optional<List<Method>> of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static @Nullable List<Method> find(Class<?> type) {
        try {
            // The generated toString() is final.
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
