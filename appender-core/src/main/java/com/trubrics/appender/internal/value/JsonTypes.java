package com.trubrics.appender.internal.value;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the types of JSON libraries whose {@code toString()} is JSON text, by their simple names: {@code JsonNode}
 * (Jackson 2 and 3), {@code JsonElement} (Gson, Kotlin), {@code JsonValue} (Jakarta and {@code javax}),
 * {@code JSONObject} and {@code JSONArray} (org.json), {@code JsonObject} and {@code JsonArray} (Vert.x), and relocated
 * copies of them. A value of another class with such a name stays text, because its text is not JSON. Thread-safe.
 */
public final class JsonTypes {

    private static final Set<String> NAMES =
            Set.of("JsonNode", "JsonElement", "JsonValue", "JsonObject", "JsonArray", "JSONObject", "JSONArray");

    /** Stores only objects of the JDK, like {@link RecordAccessors}. */
    private static final ClassValue<Boolean> KNOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isJson(type);
        }
    };

    private JsonTypes() {}

    /** Returns whether objects of a class are nodes of a JSON library. */
    public static boolean contain(Class<?> type) {
        return KNOWN.get(type);
    }

    private static boolean isJson(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        if (NAMES.contains(type.getSimpleName()) || isJson(type.getSuperclass())) {
            return true;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            if (isJson(implemented)) {
                return true;
            }
        }
        return false;
    }
}
