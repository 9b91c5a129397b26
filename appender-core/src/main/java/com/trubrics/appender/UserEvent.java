package com.trubrics.appender;

import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user did: {@code publish_events}.
 *
 * @param userId the distinct ID of the user; not blank
 * @param event the event's name; not blank
 * @param properties copied deeply, see {@link PropertyMap}
 * @param timestamp when it happened; an event outside the years 1 to 9999 is dropped as
 *     {@link DropReason#NOT_ENCODABLE} when it is sent
 */
public record UserEvent(String userId, String event, Map<String, @Nullable Object> properties, Instant timestamp)
        implements Event {

    /** Refuses a blank {@code userId} or {@code event} with an {@link IllegalArgumentException}. */
    public UserEvent {
        Texts.requireText(userId, "userId");
        Texts.requireText(event, "event");
        Objects.requireNonNull(timestamp, "timestamp");
        properties = PropertyMapBuilder.copyOf(properties);
    }

    /** Starts an event that happens now. */
    public static Builder builder(String userId, String event) {
        return new Builder(userId, event);
    }

    @Override
    public UserEvent withUserId(String userId) {
        return new UserEvent(userId, event, properties, timestamp);
    }

    @Override
    public UserEvent withProperty(String name, @Nullable Object value) {
        return new UserEvent(
                userId,
                event,
                new PropertyMapBuilder().putAll(properties).put(name, value).build(),
                timestamp);
    }

    @Override
    public UserEvent withoutProperty(String name) {
        return new UserEvent(
                userId,
                event,
                new PropertyMapBuilder()
                        .putAll(properties)
                        .removeIf(name::equals)
                        .build(),
                timestamp);
    }

    /** Starts an event that equals this one, its time included. */
    public Builder toBuilder() {
        return builder(userId, event).properties(properties).timestamp(timestamp);
    }

    /** Names the kind, the event and the time only: the rest may be personal data. */
    @Override
    public String toString() {
        return "UserEvent[event=" + event + ", timestamp=" + timestamp + "]";
    }

    /** Collects a {@link UserEvent}. Not thread-safe. */
    public static final class Builder {
        private String userId;
        private String event;
        private PropertyMapBuilder properties = new PropertyMapBuilder();
        private @Nullable Instant timestamp;

        private Builder(String userId, String event) {
            this.userId = Texts.requireText(userId, "userId");
            this.event = Texts.requireText(event, "event");
        }

        /** Sets another user; refuses a blank ID with an {@link IllegalArgumentException}. */
        public Builder userId(String id) {
            this.userId = Texts.requireText(id, "userId");
            return this;
        }

        /** Sets another name of the event; refuses a blank one with an {@link IllegalArgumentException}. */
        public Builder event(String name) {
            this.event = Texts.requireText(name, "event");
            return this;
        }

        /** Sets one property; the value is copied now. Later wins. */
        public Builder property(String name, @Nullable Object value) {
            properties.put(name, value);
            return this;
        }

        /** Sets several properties; the values are copied now. */
        public Builder properties(Map<String, ? extends @Nullable Object> values) {
            properties.putAll(values);
            return this;
        }

        /** Removes all properties that have been set. */
        public Builder clearProperties() {
            this.properties = new PropertyMapBuilder();
            return this;
        }

        /**
         * Sets when the event happened; defaults to the time of {@link #build()}. An event outside the years 1 to 9999 is
         * dropped as {@link DropReason#NOT_ENCODABLE} when it is sent.
         */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        /** The event. */
        public UserEvent build() {
            return new UserEvent(userId, event, properties.build(), timestamp == null ? Instant.now() : timestamp);
        }
    }
}
