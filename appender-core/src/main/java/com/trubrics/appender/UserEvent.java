package com.trubrics.appender;

import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action of a user, sent to {@code publish_events}.
 *
 * @param userId the distinct ID of the user; not blank
 * @param event the event's name; not blank
 * @param properties copied deeply, see {@link PropertyMap}
 * @param timestamp when the event happened; an event outside the years 1 to 9999 is dropped as
 *     {@link DropReason#NOT_ENCODABLE} when it is sent
 */
public record UserEvent(String userId, String event, Map<String, @Nullable Object> properties, Instant timestamp)
        implements Event {

    /** Throws an {@link IllegalArgumentException} if {@code userId} or {@code event} is blank. */
    public UserEvent {
        Preconditions.requireText(userId, "userId");
        Preconditions.requireText(event, "event");
        Objects.requireNonNull(timestamp, "timestamp");
        properties = PropertyMapBuilder.copyOf(properties);
    }

    /** Returns a builder for an event. */
    public static Builder builder(String userId, String event) {
        return new Builder(userId, event);
    }

    @Override
    public UserEvent withUserId(String userId) {
        return new UserEvent(userId, event, properties, timestamp);
    }

    @Override
    public UserEvent withProperty(String name, @Nullable Object value) {
        return toBuilder().property(name, value).build();
    }

    @Override
    public UserEvent withoutProperty(String name) {
        return toBuilder().removeProperty(name).build();
    }

    /** Returns a builder with all values of this event, including its time. */
    public Builder toBuilder() {
        return builder(userId, event).properties(properties).timestamp(timestamp);
    }

    /** Contains only the kind, the event's name and the time, because the rest may be personal data. */
    @Override
    public String toString() {
        return "UserEvent[event=" + event + ", timestamp=" + timestamp + "]";
    }

    /** Builds a {@link UserEvent}. Not thread-safe. */
    public static final class Builder extends CommonFields<Builder> {
        private String event;

        private Builder(String userId, String event) {
            super(userId);
            this.event = Preconditions.requireText(event, "event");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the event's name. Throws an {@link IllegalArgumentException} for a blank name. */
        public Builder event(String name) {
            this.event = Preconditions.requireText(name, "event");
            return this;
        }

        /** Returns the event. */
        public UserEvent build() {
            return new UserEvent(user(), event, collected(), time());
        }
    }
}
