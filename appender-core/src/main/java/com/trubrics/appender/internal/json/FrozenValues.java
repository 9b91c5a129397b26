package com.trubrics.appender.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.trubrics.appender.internal.value.PropertyMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes frozen values, and anything else as its {@code toString()}. */
final class FrozenValues {
    private FrozenValues() {}

    static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof PropertyMap map) {
            writeMap(map, out);
        } else if (value instanceof List<?> list) {
            writeList(list, out);
        } else {
            writeScalar(value, out);
        }
    }

    /**
     * Writes a value in a container, mostly a scalar. Because {@link #write} is called from here only for a container in
     * a container, the JVM does not compile all of it twice, one in the other.
     */
    private static void writePart(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof PropertyMap || value instanceof List<?>) {
            write(value, out);
        } else {
            writeScalar(value, out);
        }
    }

    private static void writeScalar(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof String text) {
            writeText(text, out);
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value == null) {
            out.writeNull();
        } else {
            writeText(value.toString(), out);
        }
    }

    /** Writes a text with every lone surrogate replaced. */
    static void writeText(String text, JsonGenerator out) throws IOException {
        if (Surrogates.occurIn(text)) {
            out.writeString(new SerializedString(Surrogates.paired(text)));
        } else {
            out.writeString(text);
        }
    }

    private static void writeName(String name, JsonGenerator out) throws IOException {
        if (Surrogates.occurIn(name)) {
            out.writeFieldName(new SerializedString(Surrogates.paired(name)));
        } else {
            out.writeFieldName(name);
        }
    }

    private static void writeNumber(Number number, JsonGenerator out) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            out.writeNumber(number.longValue());
        } else if (number instanceof Double wide) {
            out.writeNumber(wide);
        } else if (number instanceof Float narrow) {
            out.writeNumber(narrow);
        } else if (number instanceof BigDecimal exact) {
            // Its toString() is valid JSON and short: 1E+1000000 would be a million digits in plain notation.
            out.writeNumber(exact.toString());
        } else if (number instanceof BigInteger exact) {
            out.writeNumber(exact);
        } else {
            writeText(number.toString(), out);
        }
    }

    private static void writeMap(PropertyMap map, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < map.size(); i++) {
            writeName(map.name(i), out);
            writePart(map.value(i), out);
        }
        out.writeEndObject();
    }

    private static void writeList(List<?> list, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Object element : list) {
            writePart(element, out);
        }
        out.writeEndArray();
    }
}
