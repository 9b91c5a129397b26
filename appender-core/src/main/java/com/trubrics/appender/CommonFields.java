package com.trubrics.appender;

import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields that both kinds of events have, as their builders collect them: a user, properties and a time. Not thread-safe.
 *
 * @param <B> the builder, which its setters return
 */
abstract class CommonFields<B extends CommonFields<B>> {
    private String userId;
    private PropertyMapBuilder properties = new PropertyMapBuilder();
    private @Nullable Instant timestamp;

    CommonFields(String userId) {
        this.userId = Preconditions.requireText(userId, "userId");
    }

    abstract B self();

    /** Sets the user. Throws an {@link IllegalArgumentException} for a blank ID. */
    public B userId(String id) {
        this.userId = Preconditions.requireText(id, "userId");
        return self();
    }

    /** Sets one property, and copies its value immediately. A later value for the same name wins. */
    public B property(String name, @Nullable Object value) {
        properties.put(name, value);
        return self();
    }

    /** Sets several properties, and copies their values immediately. */
    public B properties(Map<String, ? extends @Nullable Object> values) {
        properties.putAll(Objects.requireNonNull(values, "properties"));
        return self();
    }

    /** Removes all properties that have been set. */
    public B clearProperties() {
        this.properties = new PropertyMapBuilder();
        return self();
    }

    /**
     * Sets when the event happened, which for an LLM event is when the generation was complete; defaults to the time of
     * {@code build()}. An event outside the years 1 to 9999 is dropped as {@link DropReason#NOT_ENCODABLE} when it is sent.
     */
    public B timestamp(@Nullable Instant timestamp) {
        this.timestamp = timestamp;
        return self();
    }

    final B removeProperty(String name) {
        properties.removeIf(name::equals);
        return self();
    }

    final String user() {
        return userId;
    }

    /** Returns the properties that have been set. Later calls do not change them. */
    final PropertyMap collected() {
        return properties.build();
    }

    /** Returns the time that has been set, or the current time. */
    final Instant time() {
        return timestamp == null ? Instant.now() : timestamp;
    }
}
