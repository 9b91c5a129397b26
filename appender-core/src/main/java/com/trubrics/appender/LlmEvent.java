package com.trubrics.appender;

import com.trubrics.appender.internal.value.PropertyMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prompt and its generation, sent to {@code publish_llm_events}. Both may be empty if created in code; in a log call,
 * only the generation may be empty.
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
        this.userId = builder.user();
        this.prompt = builder.prompt;
        this.generation = builder.generation;
        this.promptEventName = builder.promptEventName;
        this.generationEventName = builder.generationEventName;
        this.assistantId = builder.assistantId;
        this.threadId = builder.threadId;
        this.latency = builder.latency;
        this.properties = builder.collected();
        this.timestamp = builder.time();
    }

    /** Returns a builder for an event. Refuses a blank user and a null text. */
    public static Builder builder(String userId, String prompt, String generation) {
        return new Builder(userId, prompt, generation);
    }

    @Override
    public String userId() {
        return userId;
    }

    /** Returns the user's message. */
    public String prompt() {
        return prompt;
    }

    /** Returns the assistant's response. */
    public String generation() {
        return generation;
    }

    /** Returns the event name of the prompt in Trubrics, or null for the default. */
    public @Nullable String promptEventName() {
        return promptEventName;
    }

    /** Returns the event name of the generation in Trubrics, or null for the default. */
    public @Nullable String generationEventName() {
        return generationEventName;
    }

    /** Returns the ID of the assistant, typically the model's name, or null. */
    public @Nullable String assistantId() {
        return assistantId;
    }

    /** Returns the ID of the conversation between the user and the assistant, or null. */
    public @Nullable String threadId() {
        return threadId;
    }

    /** Returns the time from the prompt to the generation, or null; never negative. */
    public @Nullable Duration latency() {
        return latency;
    }

    @Override
    public Map<String, @Nullable Object> properties() {
        return properties;
    }

    /** Returns when the generation was complete. */
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
        return toBuilder().removeProperty(name).build();
    }

    /** Returns a builder with all values of this event, including its time. */
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

    /** Contains only the kind and the time, because prompts and generations are personal data. */
    @Override
    public String toString() {
        return "LlmEvent[timestamp=" + timestamp + "]";
    }

    /** Builds an {@link LlmEvent}. Not thread-safe. */
    public static final class Builder extends CommonFields<Builder> {
        private String prompt;
        private String generation;
        private @Nullable String promptEventName;
        private @Nullable String generationEventName;
        private @Nullable String assistantId;
        private @Nullable String threadId;
        private @Nullable Duration latency;

        private Builder(String userId, String prompt, String generation) {
            super(userId);
            this.prompt = Objects.requireNonNull(prompt, "prompt");
            this.generation = Objects.requireNonNull(generation, "generation");
        }

        @Override
        Builder self() {
            return this;
        }

        /** Sets the prompt; refuses null. */
        public Builder prompt(String text) {
            this.prompt = Objects.requireNonNull(text, "prompt");
            return this;
        }

        /** Sets the generation; refuses null. */
        public Builder generation(String text) {
            this.generation = Objects.requireNonNull(text, "generation");
            return this;
        }

        /** Sets the event name of the prompt in Trubrics. */
        public Builder promptEventName(@Nullable String name) {
            this.promptEventName = name;
            return this;
        }

        /** Sets the event name of the generation in Trubrics. */
        public Builder generationEventName(@Nullable String name) {
            this.generationEventName = name;
            return this;
        }

        /** Sets the ID of the assistant, typically the model's name. */
        public Builder assistantId(@Nullable String id) {
            this.assistantId = id;
            return this;
        }

        /** Sets the ID of the conversation between the user and the assistant. */
        public Builder threadId(@Nullable String id) {
            this.threadId = id;
            return this;
        }

        /** Sets the time from the prompt to the generation. Throws an {@link IllegalArgumentException} if it is negative. */
        public Builder latency(@Nullable Duration latency) {
            if (latency != null && latency.isNegative()) {
                throw new IllegalArgumentException("latency must not be negative, but is " + latency);
            }
            this.latency = latency;
            return this;
        }

        /** Returns the event. */
        public LlmEvent build() {
            return new LlmEvent(this);
        }
    }
}
