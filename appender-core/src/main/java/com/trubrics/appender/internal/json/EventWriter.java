package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.trubrics.appender.Event;
import com.trubrics.appender.LlmEvent;
import com.trubrics.appender.UserEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of an event in the order of the official Python SDK. Absent fields are left out, while that SDK
 * writes {@code null}. A null property is written. One thread at a time.
 */
final class EventWriter {

    private static final SerializedString USER_ID = new SerializedString("user_id");
    private static final SerializedString EVENT = new SerializedString("event");
    private static final SerializedString PROPERTIES = new SerializedString("properties");
    private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializedString PROMPT = new SerializedString("prompt");
    private static final SerializedString GENERATION = new SerializedString("generation");
    private static final SerializedString PROMPT_EVENT_NAME = new SerializedString("prompt_event_name");
    private static final SerializedString GENERATION_EVENT_NAME = new SerializedString("generation_event_name");
    private static final SerializedString ASSISTANT_ID = new SerializedString("assistant_id");
    private static final SerializedString LATENCY = new SerializedString("latency");
    private static final SerializedString THREAD_ID = new SerializedString("thread_id");

    private static final int NANO_DIGITS = 9;

    private final TimestampText timestamps = new TimestampText();

    void write(UserEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(USER_ID, event.userId(), out);
        text(EVENT, event.event(), out);
        properties(event, out);
        timestamp(event, out);
        out.writeEndObject();
    }

    void write(LlmEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(USER_ID, event.userId(), out);
        text(PROMPT, event.prompt(), out);
        text(GENERATION, event.generation(), out);
        text(PROMPT_EVENT_NAME, event.promptEventName(), out);
        text(GENERATION_EVENT_NAME, event.generationEventName(), out);
        text(ASSISTANT_ID, event.assistantId(), out);
        properties(event, out);
        timestamp(event, out);
        latency(event.latency(), out);
        text(THREAD_ID, event.threadId(), out);
        out.writeEndObject();
    }

    private static void text(SerializedString name, @Nullable String text, JsonGenerator out) throws IOException {
        if (text != null) {
            out.writeFieldName(name);
            FrozenValues.writeText(text, out);
        }
    }

    private static void properties(Event event, JsonGenerator out) throws IOException {
        if (!event.properties().isEmpty()) {
            out.writeFieldName(PROPERTIES);
            FrozenValues.write(event.properties(), out);
        }
    }

    private void timestamp(Event event, JsonGenerator out) throws IOException {
        out.writeFieldName(TIMESTAMP);
        timestamps.write(event.timestamp(), out);
    }

    /** Writes seconds as exactly as the duration, never with an exponent. */
    private static void latency(@Nullable Duration latency, JsonGenerator out) throws IOException {
        if (latency != null) {
            out.writeFieldName(LATENCY);
            out.writeNumber(BigDecimal.valueOf(latency.getSeconds())
                    .add(BigDecimal.valueOf(latency.getNano(), NANO_DIGITS))
                    .stripTrailingZeros()
                    .toPlainString());
        }
    }
}
