package com.trubrics.appender;

import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One prompt and its generation: {@code publish_llm_events}. From code both may be empty texts; from a log call only the
 * generation may be.
 */
public final class LlmEvent implements Event {

    private final String userId;
    private final String prompt;
    private final String generation;
    private final @Nullable String promptEventName;
    private final @Nullable String generationEventName;
    private final @Nullable String assistantId;
    private final @Nullable String threadId;
    private final @Nullable Duration latency;
    private final PropertyMap properties;
    private final Instant timestamp;

    private LlmEvent(Builder builder) {
        this.userId = builder.userId;
        this.prompt = builder.prompt;
        this.generation = builder.generation;
        this.promptEventName = builder.promptEventName;
        this.generationEventName = builder.generationEventName;
        this.assistantId = builder.assistantId;
        this.threadId = builder.threadId;
        this.latency = builder.latency;
        this.timestamp = builder.timestamp == null ? Instant.now() : builder.timestamp;
        this.properties = builder.properties.build();
    }

    /** Starts an event whose generation ends now. Refuses a blank user and a null text. */
    public static Builder builder(String userId, String prompt, String generation) {
        return new Builder(userId, prompt, generation);
    }

    @Override
    public String userId() {
        return userId;
    }

    /** The user's message. */
    public String prompt() {
        return prompt;
    }

    /** The assistant's response. */
    public String generation() {
        return generation;
    }

    /** The name under which Trubrics files the prompt; its own default if null. */
    public @Nullable String promptEventName() {
        return promptEventName;
    }

    /** The name under which Trubrics files the generation; its own default if null. */
    public @Nullable String generationEventName() {
        return generationEventName;
    }

    /** Typically the model's name. */
    public @Nullable String assistantId() {
        return assistantId;
    }

    /** One conversation between a user and an assistant. */
    public @Nullable String threadId() {
        return threadId;
    }

    /** The time from the prompt to the generation; never negative. */
    public @Nullable Duration latency() {
        return latency;
    }

    @Override
    public Map<String, @Nullable Object> properties() {
        return properties;
    }

    /** When the generation was complete. */
    @Override
    public Instant timestamp() {
        return timestamp;
    }

    @Override
    public LlmEvent withProperty(String name, @Nullable Object value) {
        return toBuilder().property(name, value).build();
    }

    @Override
    public LlmEvent withUserId(String userId) {
        return toBuilder().userId(userId).build();
    }

    @Override
    public LlmEvent withoutProperty(String name) {
        Builder same = toBuilder();
        same.properties.removeIf(name::equals);
        return same.build();
    }

    /** Starts an event that equals this one, its time included. */
    public Builder toBuilder() {
        return new Builder(userId, prompt, generation)
                .promptEventName(promptEventName)
                .generationEventName(generationEventName)
                .assistantId(assistantId)
                .threadId(threadId)
                .latency(latency)
                .properties(properties)
                .timestamp(timestamp);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LlmEvent that && content().equals(that.content());
    }

    @Override
    public int hashCode() {
        return content().hashCode();
    }

    private List<@Nullable Object> content() {
        return Arrays.asList(
                userId,
                prompt,
                generation,
                promptEventName,
                generationEventName,
                assistantId,
                threadId,
                latency,
                properties,
                timestamp);
    }

    /** Names the kind and the time only: prompts and generations are personal data. */
    @Override
    public String toString() {
        return "LlmEvent[timestamp=" + timestamp + "]";
    }

    /** Collects an {@link LlmEvent}. Not thread-safe. */
    public static final class Builder {
        private String userId;
        private String prompt;
        private String generation;
        private PropertyMapBuilder properties = new PropertyMapBuilder();
        private @Nullable String promptEventName;
        private @Nullable String generationEventName;
        private @Nullable String assistantId;
        private @Nullable String threadId;
        private @Nullable Duration latency;
        private @Nullable Instant timestamp;

        private Builder(String userId, String prompt, String generation) {
            this.userId = Texts.requireText(userId, "userId");
            this.prompt = Objects.requireNonNull(prompt, "prompt");
            this.generation = Objects.requireNonNull(generation, "generation");
        }

        /** Sets another user; refuses a blank ID with an {@link IllegalArgumentException}. */
        public Builder userId(String id) {
            this.userId = Texts.requireText(id, "userId");
            return this;
        }

        /** Sets another prompt; refuses null. */
        public Builder prompt(String text) {
            this.prompt = Objects.requireNonNull(text, "prompt");
            return this;
        }

        /** Sets another generation; refuses null. */
        public Builder generation(String text) {
            this.generation = Objects.requireNonNull(text, "generation");
            return this;
        }

        /** Files the prompt under this name. */
        public Builder promptEventName(@Nullable String name) {
            this.promptEventName = name;
            return this;
        }

        /** Files the generation under this name. */
        public Builder generationEventName(@Nullable String name) {
            this.generationEventName = name;
            return this;
        }

        /** Typically the model's name. */
        public Builder assistantId(@Nullable String id) {
            this.assistantId = id;
            return this;
        }

        /** One conversation between a user and an assistant. */
        public Builder threadId(@Nullable String id) {
            this.threadId = id;
            return this;
        }

        /** The time from the prompt to the generation; refuses a negative one with {@link IllegalArgumentException}. */
        public Builder latency(@Nullable Duration latency) {
            if (latency != null && latency.isNegative()) {
                throw new IllegalArgumentException("latency must not be negative, but is " + latency);
            }
            this.latency = latency;
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
         * Sets when the generation was complete; defaults to the time of {@link #build()}. An event outside the years 1
         * to 9999 is dropped as {@link DropReason#NOT_ENCODABLE} when it is sent.
         */
        public Builder timestamp(@Nullable Instant timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        /** The event. */
        public LlmEvent build() {
            return new LlmEvent(this);
        }
    }
}
