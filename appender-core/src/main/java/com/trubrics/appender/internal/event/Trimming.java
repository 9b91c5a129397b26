package com.trubrics.appender.internal.event;

import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import com.trubrics.appender.internal.value.PropertyMap;
import com.trubrics.appender.internal.value.PropertyMapBuilder;
import com.trubrics.appender.internal.value.TextLimit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Removes content that must not leave the process: excluded properties, and the ends of long texts. Applied twice, it
 * changes nothing more. Immutable and thread-safe.
 */
public final class Trimming {

    /** Removes nothing. */
    public static final Trimming NONE = new Trimming(null, TextLimit.NONE);

    private final Predicate<String> excluded;
    private final TextLimit texts;
    private final boolean nothing;

    /**
     * Creates a trimming.
     *
     * @param excluded the names of properties that are never sent; null for none
     * @param texts the maximum length of a prompt, a generation or a text in properties
     */
    public Trimming(@Nullable Predicate<String> excluded, TextLimit texts) {
        this.excluded = excluded == null ? name -> false : excluded;
        this.texts = texts;
        this.nothing = excluded == null && texts.allowsEverything();
    }

    /** Returns whether no event is changed. */
    public boolean isNothing() {
        return nothing;
    }

    /** Returns whether a property of that name is never sent. */
    public boolean excludes(String property) {
        return excluded.test(property);
    }

    /** Removes excluded properties while the event is still being built. */
    public void exclude(PropertyMapBuilder properties) {
        if (!nothing) {
            properties.removeIf(excluded);
        }
    }

    /** Returns the maximum length of texts. */
    public TextLimit texts() {
        return texts;
    }

    /** Returns the trimmed event; the same event if nothing is removed. */
    @SuppressWarnings("ReferenceEquality") // trimming returns the same map if there is nothing to trim
    public Event apply(Event event) {
        if (nothing) {
            return event;
        }
        PropertyMap whole = PropertyMapBuilder.copyOf(event.properties());
        PropertyMap properties = PropertyMapBuilder.trimmed(whole, excluded, texts);
        if (event instanceof LlmEvent llm) {
            boolean unchanged = properties == whole && texts.allow(llm.prompt()) && texts.allow(llm.generation());
            return unchanged
                    ? event
                    : llm.toBuilder()
                            .prompt(texts.cut(llm.prompt()))
                            .generation(texts.cut(llm.generation()))
                            .clearProperties()
                            .properties(properties)
                            .build();
        }
        UserEvent user = (UserEvent) event;
        return properties == whole ? event : new UserEvent(user.userId(), user.event(), properties, user.timestamp());
    }
}
