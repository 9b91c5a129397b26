package com.trubrics.appender.internal.path;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the public methods by which steps read objects, once for each class and step. Thread-safe.
 *
 * <p>A class may be one that we cannot call: private, or of a module that is not open. Its method is then called as that
 * of the public class or interface that declares it too.
 *
 * <p>What is remembered lives as long as the class and consists of objects of the JDK: a web application that brings its
 * own copy of this library can be unloaded though it has read objects of its container.
 */
final class Accessors {

    private static final ClassValue<Map<String, Optional<Method>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<String, Optional<Method>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Accessors() {}

    /** Returns the method of {@code step()}, {@code getStep()} or {@code isStep()}, or null if the class has none. */
    static @Nullable Method of(Class<?> type, String step) {
        Map<String, Optional<Method>> known = KNOWN.get(type);
        Optional<Method> accessor = known.get(step);
        if (accessor == null) {
            accessor = Optional.ofNullable(find(type, step));
            known.put(step, accessor); // at most one for each step of the configuration
        }
        return accessor.orElse(null);
    }

    private static @Nullable Method find(Class<?> type, String step) {
        String capitalised = Character.toUpperCase(step.charAt(0)) + step.substring(1);
        Method accessor = callable(type, step);
        if (accessor == null) {
            accessor = callable(type, "get" + capitalised);
        }
        return accessor == null ? callable(type, "is" + capitalised) : accessor;
    }

    private static @Nullable Method callable(@Nullable Class<?> type, String name) {
        if (type == null) {
            return null;
        }
        try {
            Method method = type.getMethod(name);
            if (method.getReturnType() == void.class || Modifier.isStatic(method.getModifiers())) {
                return null;
            }
            if (isCallable(method)) {
                return method;
            }
        } catch (NoSuchMethodException none) {
            return null;
        } catch (RuntimeException | LinkageError closedOrIncomplete) {
            // A signature in this class names a class that is missing. A supertype may still declare the accessor.
        }
        Method inherited = callable(type.getSuperclass(), name);
        for (Class<?> implemented : type.getInterfaces()) {
            inherited = inherited == null ? callable(implemented, name) : inherited;
        }
        return inherited;
    }

    private static boolean isCallable(Method method) {
        Class<?> type = method.getDeclaringClass();
        try {
            return (Modifier.isPublic(type.getModifiers())
                            && type.getModule().isExported(type.getPackageName(), Accessors.class.getModule()))
                    || method.trySetAccessible();
        } catch (RuntimeException denied) { // by a security manager
            return false;
        }
    }
}
