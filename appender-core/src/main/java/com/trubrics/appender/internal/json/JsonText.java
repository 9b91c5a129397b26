package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Turns values into text, for fields that are text on the wire. */
public final class JsonText {
    private JsonText() {}

    /**
     * Returns a frozen value as compact JSON text, {@code {"a":[1,null]}}, exactly as the encoder writes it. Any
     * thread; throws only what the {@code toString()} of a value that is not frozen throws.
     */
    public static String of(@Nullable Object frozen) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = Json.FACTORY.createGenerator(text)) {
            FrozenValues.write(frozen, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a writer in memory failed", e);
        }
        return text.toString();
    }
}
