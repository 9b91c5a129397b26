package com.trubrics.appender.log4j2;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads maps that were logged as objects. The exact text of a key counts (of an enum constant, its name), whatever the
 * map itself considers equal: some maps ignore case, others contain only constants. So {@link #get} finds an entry
 * under the same name as {@link #forEach}. Null keys, and keys that throw, are left out.
 */
final class LoggedMaps {

    /** Maps whose {@code get} finds exactly the key that equals a text. Subclasses may behave differently. */
    private static final Set<Class<?>> EXACT = Set.of(
            HashMap.class,
            LinkedHashMap.class,
            ConcurrentHashMap.class,
            Map.of().getClass(),
            Map.of(1, 1).getClass());

    private LoggedMaps() {}

    static @Nullable Object get(Map<?, ?> map, String name) {
        Object value = EXACT.contains(map.getClass()) ? map.get(name) : null;
        if (value != null) {
            return value; // the usual case, without an iterator
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (name.equals(text(entry.getKey()))) {
                return entry.getValue();
            }
        }
        return null;
    }

    static boolean has(Map<?, ?> map, String name) {
        for (Object key : map.keySet()) {
            if (name.equals(text(key))) {
                return true;
            }
        }
        return false;
    }

    static void forEach(Map<?, ?> map, BiConsumer<? super String, @Nullable Object> action) {
        map.forEach((key, value) -> {
            String name = text(key);
            if (name != null) {
                action.accept(name, value);
            }
        });
    }

    private static @Nullable String text(@Nullable Object key) {
        if (key instanceof String text) {
            return text;
        }
        if (key instanceof Enum<?> constant) {
            return constant.name();
        }
        try {
            return key == null ? null : key.toString();
        } catch (Throwable fromUserCode) {
            return null;
        }
    }
}
