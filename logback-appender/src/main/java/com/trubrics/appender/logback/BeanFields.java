package com.trubrics.appender.logback;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, under the names that Jackson gives them: the components of a record, otherwise the values of
 * public getters. Respects {@code @JsonIgnore}, {@code @JsonIgnoreProperties}, {@code @JsonProperty} and its write-only
 * access. Thread-safe.
 */
final class BeanFields {

    private static final ClassValue<BeanFields> KNOWN = new ClassValue<>() {
        @Override
        protected BeanFields computeValue(Class<?> type) {
            return new BeanFields(type);
        }
    };

    private final Map<String, Method> getters = new LinkedHashMap<>();

    private BeanFields(Class<?> type) {
        List<String> ignored = ignoredBy(type);
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(component.getName(), component.getAccessor(), ignored);
            }
            return;
        }
        Method[] methods = type.getMethods();
        Arrays.sort(methods, (one, other) -> one.getName().compareTo(other.getName()));
        for (Method method : methods) {
            String name = propertyOf(method);
            if (name != null) {
                add(name, method, ignored);
            }
        }
    }

    static BeanFields of(Class<?> type) {
        return KNOWN.get(type);
    }

    /** Returns a key as text; null if the key is null, or throws while it is read. */
    static @Nullable String text(@Nullable Object key) {
        try {
            return key == null ? null : key instanceof Enum<?> constant ? constant.name() : key.toString();
        } catch (Throwable fromUserCode) {
            return null;
        }
    }

    private void add(String name, Method getter, List<String> ignored) {
        List<AnnotatedElement> declarations = declarations(getter, name);
        String used = name;
        for (AnnotatedElement declaration : declarations) {
            if (isIgnored(declaration)) {
                return;
            }
            Object renamed = attribute(declaration, "JsonProperty", "value");
            used = renamed instanceof String text && !text.isEmpty() ? text : used;
        }
        if (!ignored.contains(used) && getter.trySetAccessible()) {
            getters.put(used, getter);
        }
    }

    private static boolean isIgnored(AnnotatedElement declaration) {
        Object ignored = attribute(declaration, "JsonIgnore", "value");
        Object access = attribute(declaration, "JsonProperty", "access");
        return Boolean.TRUE.equals(ignored)
                || (access instanceof Enum<?> constant && constant.name().equals("WRITE_ONLY"));
    }

    /** Returns the getter, and the field with the same name, which may have the annotations instead. */
    private static List<AnnotatedElement> declarations(Method getter, String name) {
        List<AnnotatedElement> found = new ArrayList<>(List.of(getter));
        for (Class<?> type = getter.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            try {
                found.add(type.getDeclaredField(name));
            } catch (NoSuchFieldException none) {
                // A getter does not need a field.
            }
        }
        return found;
    }

    private static List<String> ignoredBy(Class<?> type) {
        return attribute(type, "JsonIgnoreProperties", "value") instanceof String[] names ? List.of(names) : List.of();
    }

    /** Reads an annotation of Jackson by its simple name, because Jackson is not a dependency. */
    private static @Nullable Object attribute(AnnotatedElement declaration, String annotation, String attribute) {
        for (Annotation present : declaration.getAnnotations()) {
            Class<?> type = present.annotationType();
            if (type.getSimpleName().equals(annotation)) {
                try {
                    return type.getMethod(attribute).invoke(present);
                } catch (ReflectiveOperationException none) {
                    return null;
                }
            }
        }
        return null;
    }

    private static @Nullable String propertyOf(Method method) {
        Class<?> returned = method.getReturnType();
        boolean getter = method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && returned != void.class
                && method.getDeclaringClass() != Object.class;
        if (!getter) {
            return null;
        }
        if (method.getName().startsWith("get")) {
            return decapitalised(method.getName().substring(3));
        }
        return method.getName().startsWith("is") && (returned == boolean.class || returned == Boolean.class)
                ? decapitalised(method.getName().substring(2))
                : null;
    }

    /** Makes all leading capitals lower case, as Jackson does: {@code getURL} is {@code url}. */
    private static @Nullable String decapitalised(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        if (capitals == 0) {
            return null;
        }
        StringBuilder small = new StringBuilder(name);
        for (int i = 0; i < capitals; i++) {
            small.setCharAt(i, Character.toLowerCase(name.charAt(i)));
        }
        return small.toString();
    }

    boolean has(String name) {
        return getters.containsKey(name);
    }

    @Nullable
    Object get(Object bean, String name) {
        Method getter = getters.get(name);
        return getter == null ? null : call(getter, bean);
    }

    void forEach(Object bean, BiConsumer<? super String, @Nullable Object> action) {
        getters.forEach((name, getter) -> action.accept(name, call(getter, bean)));
    }

    private static @Nullable Object call(Method getter, Object bean) {
        try {
            return getter.invoke(bean);
        } catch (InvocationTargetException fromUserCode) {
            return "<unreadable: " + bean.getClass().getName() + ">";
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
