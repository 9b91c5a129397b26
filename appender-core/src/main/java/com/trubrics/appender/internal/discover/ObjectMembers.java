package com.trubrics.appender.internal.discover;

import com.trubrics.appender.internal.path.MalformedPathException;
import com.trubrics.appender.internal.path.Path;
import com.trubrics.appender.internal.path.PathContext;
import com.trubrics.appender.internal.value.Freezer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plain properties of an object of the application, as paths of a rule would: getters and components of records
 * that return text, a number, a flag, an enum, a time or a UUID, and the same properties of an object that such a getter
 * returns. Does not read objects of libraries, proxies or collections, because that may query a database. Limited; never
 * throws.
 */
final class ObjectMembers {

    private static final int MOST_MEMBERS = 40;
    private static final int MOST_LEVELS = 2;

    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "kotlin.",
            "scala.",
            "groovy.",
            "org.springframework.",
            "org.hibernate.",
            "org.apache.",
            "org.eclipse.",
            "org.slf4j.",
            "ch.qos.",
            "io.netty.",
            "io.undertow.",
            "reactor.");

    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            Date.class);

    private final PathContext paths;
    private final TextBudget texts;
    private final @Nullable String loggedBy;
    private int left = MOST_MEMBERS;

    /** @param loggedBy the name of the thread that logged the object */
    ObjectMembers(TextBudget texts, @Nullable String loggedBy) {
        this.texts = texts;
        this.loggedBy = loggedBy;
        this.paths = new PathContext(TextBudget.WHOLE, loggedBy, failure -> {});
    }

    /** Returns the members by name, with nested members as maps; empty if there are none. */
    Map<String, Object> of(Object value) {
        return read(value, 1);
    }

    private Map<String, Object> read(Object value, int level) {
        Map<String, Object> members = new LinkedHashMap<>();
        Class<?> type = value.getClass();
        if (!isOfApplication(type)) {
            return members;
        }
        for (String name : names(type, level < MOST_LEVELS)) {
            if (left-- <= 0) {
                break;
            }
            Object member = member(value, name, level);
            if (member != null) {
                members.put(name, member);
            }
        }
        return members;
    }

    private @Nullable Object member(Object value, String name, int level) {
        Object member;
        try {
            member = Path.parse("x." + name).read(value, paths);
        } catch (MalformedPathException noPath) {
            return null;
        }
        if (member == null) {
            return null;
        }
        if (isOfApplication(member.getClass())) {
            Map<String, Object> inner = level < MOST_LEVELS ? read(member, level + 1) : Map.of();
            return inner.isEmpty() ? null : inner;
        }
        Object frozen = new Freezer(TextBudget.SHORT, loggedBy).freeze(member);
        return frozen instanceof String text ? texts.cut(text, TextBudget.SHORT) : frozen;
    }

    /** An enum is its name, and has no members. */
    private static boolean isOfApplication(Class<?> type) {
        String name = type.getName();
        return !type.isEnum()
                && !type.isArray()
                && !type.isPrimitive()
                && !type.isSynthetic()
                && !type.isHidden()
                && !name.contains("$$")
                && !name.contains("HibernateProxy")
                && !java.lang.reflect.Proxy.isProxyClass(type)
                && LIBRARIES.stream().noneMatch(name::startsWith)
                && !Iterable.class.isAssignableFrom(type)
                && !Map.class.isAssignableFrom(type)
                && !Throwable.class.isAssignableFrom(type);
    }

    private static Set<String> names(Class<?> type, boolean nested) {
        Set<String> names = new TreeSet<>();
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .filter(component ->
                            isPlain(component.getType()) || (nested && isOfApplication(component.getType())))
                    .map(RecordComponent::getName)
                    .forEach(names::add);
        }
        for (Method method : type.getMethods()) {
            if (isGetter(method, nested)) {
                names.add(property(method.getName()));
            }
        }
        return names;
    }

    private static boolean isGetter(Method method, boolean nested) {
        String name = method.getName();
        boolean named = (name.length() > 3 && name.startsWith("get") && Character.isUpperCase(name.charAt(3)))
                || (name.length() > 2 && name.startsWith("is") && Character.isUpperCase(name.charAt(2)));
        return named
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class
                && (isPlain(method.getReturnType())
                        || (nested
                                && !method.getReturnType().isInterface()
                                && isOfApplication(method.getReturnType())));
    }

    private static boolean isPlain(Class<?> type) {
        return (type.isPrimitive() && type != void.class)
                || PLAIN.contains(type)
                || type.isEnum()
                || Temporal.class.isAssignableFrom(type);
    }

    private static String property(String getter) {
        String name = getter.substring(getter.startsWith("is") ? 2 : 3);
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
